# SPDX-License-Identifier: BSL-1.0
#
# Compiles -Dsource with -Dcompiler over -Ddirectories and expects a refusal whose first lines hold the
# sentence that the file's second line states; with -Daccept=yes it expects success. Eight lines, because
# nobody reads the ninth.

set(lines_read 8)

set(includes)
foreach(directory IN LISTS directories)
    list(APPEND includes -I "${directory}")
endforeach()

# C locale: the compilers' quotation marks and words are then the same everywhere.
execute_process(
    COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C ${compiler} -x c++ -std=c++20 -fsyntax-only ${includes} ${source}
    RESULT_VARIABLE result
    OUTPUT_VARIABLE output
    ERROR_VARIABLE output
)

if(accept)
    if(NOT result EQUAL 0)
        message("${output}")
        message(FATAL_ERROR "${source} must compile with ${compiler}.")
    endif()
    return()
endif()

file(READ "${source}" text)
if(NOT text MATCHES "^// SPDX-License-Identifier: BSL-1\\.0\n// EXPECT: ([^\n]+)\n")
    message(FATAL_ERROR "${source}: the second line must read `// EXPECT: <sentence>`.")
endif()
set(sentence "${CMAKE_MATCH_1}")

if(result EQUAL 0)
    message(FATAL_ERROR "${source} compiles with ${compiler}, but must be refused with: ${sentence}")
endif()

set(head "")
set(rest "${output}")
foreach(line RANGE 1 ${lines_read})
    string(FIND "${rest}" "\n" end)
    if(end EQUAL -1)
        string(APPEND head "${rest}")
        break()
    endif()
    math(EXPR next "${end} + 1")
    string(SUBSTRING "${rest}" 0 ${next} taken)
    string(SUBSTRING "${rest}" ${next} -1 rest)
    string(APPEND head "${taken}")
endforeach()

string(FIND "${head}" "${sentence}" found)
if(found EQUAL -1)
    message("${output}")
    message(FATAL_ERROR
        "${source} is refused, but the first ${lines_read} lines of ${compiler} do not say: ${sentence}")
endif()
