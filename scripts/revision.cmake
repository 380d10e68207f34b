# Writes the git revision into a header, only when it changed: cmake -D SOURCE=… -D OUTPUT=… -P revision.cmake
execute_process(COMMAND git describe --always --dirty --abbrev=12 WORKING_DIRECTORY ${SOURCE}
                OUTPUT_VARIABLE revision OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
if(NOT revision)
  set(revision "unknown")
endif()
file(WRITE ${OUTPUT}.new "#define CONCBENCH_REVISION \"${revision}\"\n")
file(COPY_FILE ${OUTPUT}.new ${OUTPUT} ONLY_IF_DIFFERENT)
