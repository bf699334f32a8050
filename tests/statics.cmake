# SPDX-License-Identifier: BSL-1.0
#
# Compiles -Dsource with -Dcompiler over -Ddirectories to -Dobject and reads in it, with -Dnm, which variables of the
# library stand in writable memory: none may. With -Dstate=some the source keeps state, and both its variables must be
# found; with -Dstate=none it is the library alone.
#
# The section counts and not nm's letter, which for an inline variable says weak or unique wherever it lies.
# `.data.rel.ro` is read-only once the program runs.

# Boost's error_category holds a cache of its std twin, mutable and guarded by an atomic; each category has one.
set(allowed "^cognito_sync::detail::(errc|fault|condition)_category_object$")

set(includes)
foreach(directory IN LISTS directories)
    list(APPEND includes -I "${directory}")
endforeach()
if(state STREQUAL "some")
    list(APPEND includes -D COGNITO_SYNC_WITH_STATE)
endif()

execute_process(
    COMMAND ${compiler} -std=c++20 ${includes} -c ${source} -o ${object}
    COMMAND_ERROR_IS_FATAL ANY
)
execute_process(
    COMMAND ${nm} --format=sysv --demangle ${object}
    OUTPUT_VARIABLE listing
    COMMAND_ERROR_IS_FATAL ANY
)
if(NOT listing MATCHES "cognito_sync::")
    message(FATAL_ERROR "${nm} shows nothing of the library in ${object}.")
endif()

string(REPLACE ";" "," listing "${listing}")
string(REPLACE "[" "(" listing "${listing}") # CMake splits no list within brackets
string(REPLACE "]" ")" listing "${listing}")
string(REPLACE "\n" ";" lines "${listing}")
set(found)
foreach(line IN LISTS lines)
    if(NOT line MATCHES "^([^|]*cognito_sync[^|]*)\\|.*\\| *\\.t?(data|bss)[^|]*$")
        continue()
    endif()
    string(STRIP "${CMAKE_MATCH_1}" name)
    if(NOT line MATCHES "\\.data\\.rel\\.ro" AND NOT name MATCHES "${allowed}")
        list(APPEND found "${name}")
    endif()
endforeach()

list(JOIN found "\n  " shown)
if(state STREQUAL "none" AND found)
    message(FATAL_ERROR "The library keeps mutable static data:\n  ${shown}")
endif()
if(state STREQUAL "some" AND NOT (shown MATCHES "cognito_sync::counter" AND shown MATCHES "cognito_sync::made_late.*text"))
    message(FATAL_ERROR "State that was there was not found, only:\n  ${shown}")
endif()
