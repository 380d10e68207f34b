# The lessons of `concbench learn`: each is a text (NAME.md), a program (NAME.cpp) and its counterpart in Python (NAME.py) in
# scenarios/lessons. All three are part of concbench as texts. The programs are compiled into it as well, by a file that gives main()
# another name; `concbench learn NAME --source` prints one, which compiles alone.

# In the order in which they are taken.
set(lessons
  thread threads daemon race
  submit map pool-as-completed pool-scope pool-exceptions sequential-or-pool
  coroutine event-loop await-in-sequence gather create-task as-completed timeout semaphore producer-consumer exception-group async-scope
  loops blocked-loop
  images sessions http-errors api-calls files database crawler
  memory)

add_library(concbench_lessons OBJECT)
target_link_libraries(concbench_lessons PRIVATE concbench_net concbench_sync $<TARGET_NAME_IF_EXISTS:SQLite::SQLite3>)
target_precompile_headers(concbench_lessons REUSE_FROM concbench_net)
target_compile_options(concbench_lessons PRIVATE ${suspending_bodies})
set_target_properties(concbench_lessons PROPERTIES UNITY_BUILD OFF)  # they have the same names for the same things
# Never built: it is how clang-tidy and editors know what the files themselves are compiled with.
add_library(concbench_lessons_as_they_are OBJECT EXCLUDE_FROM_ALL)
target_link_libraries(concbench_lessons_as_they_are PRIVATE concbench_net concbench_sync)
set_target_properties(concbench_lessons_as_they_are PROPERTIES UNITY_BUILD OFF)
set(declared "")
set(listed "")
foreach(lesson ${lessons})
  set(folder ${PROJECT_SOURCE_DIR}/scenarios/lessons)
  string(MAKE_C_IDENTIFIER lesson_${lesson} function)
  set(renamed ${PROJECT_BINARY_DIR}/generated/${function}.cpp)
  file(CONFIGURE OUTPUT ${renamed} @ONLY CONTENT "#define main ${function}\n#include \"scenarios/lessons/${lesson}.cpp\"\n")
  target_sources(concbench_lessons PRIVATE ${renamed})
  target_sources(concbench_lessons_as_they_are PRIVATE ${folder}/${lesson}.cpp)
  foreach(kind md cpp py)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${folder}/${lesson}.${kind})
    file(READ ${folder}/${lesson}.${kind} ${kind})
  endforeach()
  if(cpp MATCHES "int main\\(int ")
    string(APPEND declared "int ${function}(int, char**);\n")
    set(run ${function})
  else()
    string(APPEND declared "int ${function}();\n")
    set(run "[](int, char**) { return ${function}(); }")
  endif()
  string(APPEND listed
    "    {\"${lesson}\", R\"text(${md})text\", R\"text(${cpp})text\", R\"text(${py})text\", ${run}},\n")
endforeach()
file(CONFIGURE OUTPUT generated/lessons.hpp @ONLY CONTENT [[
// Made from scenarios/lessons. Included by cli/lesson.cpp.
#pragma once

@declared@
namespace concbench::cli {

struct embedded_lesson {
  const char* name;
  const char* text;
  const char* source;
  const char* python;
  int (*run)(int, char**);
};

inline constexpr embedded_lesson embedded_lessons[] = {
@listed@};

}  // namespace concbench::cli
]])
