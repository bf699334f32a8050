// SPDX-License-Identifier: BSL-1.0
// EXPECT: operation: a Request has at most 31 members
#include <cognito_sync/core/operation.hpp>

#include <optional>
#include <string_view>

using namespace cognito_sync;

struct Refused {
    static constexpr std::string_view name = "Refused";
    static constexpr route http = "GET /datasets";
    struct Request {
        std::optional<bool> m0{}, m1{}, m2{}, m3{}, m4{}, m5{}, m6{}, m7{}, m8{}, m9{}, m10{}, m11{}, m12{},
            m13{}, m14{}, m15{}, m16{}, m17{}, m18{}, m19{}, m20{}, m21{}, m22{}, m23{}, m24{}, m25{}, m26{},
            m27{}, m28{}, m29{}, m30{}, m31{};

        static constexpr auto members = members_of(  //
            member{"M0", &Request::m0}, member{"M1", &Request::m1}, member{"M2", &Request::m2},
            member{"M3", &Request::m3}, member{"M4", &Request::m4}, member{"M5", &Request::m5},
            member{"M6", &Request::m6}, member{"M7", &Request::m7}, member{"M8", &Request::m8},
            member{"M9", &Request::m9}, member{"M10", &Request::m10}, member{"M11", &Request::m11},
            member{"M12", &Request::m12}, member{"M13", &Request::m13}, member{"M14", &Request::m14},
            member{"M15", &Request::m15}, member{"M16", &Request::m16}, member{"M17", &Request::m17},
            member{"M18", &Request::m18}, member{"M19", &Request::m19}, member{"M20", &Request::m20},
            member{"M21", &Request::m21}, member{"M22", &Request::m22}, member{"M23", &Request::m23},
            member{"M24", &Request::m24}, member{"M25", &Request::m25}, member{"M26", &Request::m26},
            member{"M27", &Request::m27}, member{"M28", &Request::m28}, member{"M29", &Request::m29},
            member{"M30", &Request::m30}, member{"M31", &Request::m31});
    };
    using Response = no_output;
};
using refused = operation_list<Refused>;
static_assert(refused::size == 1);
