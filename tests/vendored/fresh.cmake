# SPDX-License-Identifier: BSL-1.0
#
# Makes the single header anew at -Dfresh and fails where the -Dcommitted one differs.
execute_process(COMMAND ${CMAKE_COMMAND} -D output=${fresh} -P ${amalgamate} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${fresh} ${committed} RESULT_VARIABLE differs)
if(differs)
    message(FATAL_ERROR
        "single_include/cognito_sync.hpp is stale. Make it anew: cmake -P single_include/amalgamate.cmake")
endif()
