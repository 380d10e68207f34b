# The C++ package for programs that bring scenarios and executors of their own: find_package(concbench), concbench_add_worker.
# docs/your-own-code.md shows how it is used. Included by CMakeLists.txt.

# ---- the library: the same object files as the program, so that making it only packs them ---------------------------------
set(worker_objects)
set(worker_libraries)
foreach(floor analysis system sync net core executors scenarios runner)
  get_target_property(kind concbench_${floor} TYPE)
  if(NOT kind STREQUAL INTERFACE_LIBRARY)
    list(APPEND worker_objects $<TARGET_OBJECTS:concbench_${floor}>)
  endif()
  get_target_property(libraries concbench_${floor} INTERFACE_LINK_LIBRARIES)
  list(APPEND worker_libraries ${libraries})
endforeach()
get_target_property(libraries concbench_flags INTERFACE_LINK_LIBRARIES)
list(APPEND worker_libraries ${libraries})
list(FILTER worker_libraries EXCLUDE REGEX "^concbench_")
list(REMOVE_DUPLICATES worker_libraries)
get_target_property(worker_definitions concbench_flags INTERFACE_COMPILE_DEFINITIONS)  # they change what is in the headers

add_library(concbench_worker_main OBJECT src/worker_main.cpp)
target_link_libraries(concbench_worker_main PRIVATE concbench_runner)
add_library(concbench_worker STATIC $<TARGET_OBJECTS:concbench_worker_main> ${worker_objects})
set_target_properties(concbench_worker PROPERTIES EXPORT_NAME worker LINKER_LANGUAGE CXX)
target_include_directories(concbench_worker INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/concbench>)
target_compile_features(concbench_worker INTERFACE cxx_std_20)
target_compile_definitions(concbench_worker INTERFACE ${worker_definitions})
target_link_libraries(concbench_worker INTERFACE ${worker_libraries})
install(TARGETS concbench_worker EXPORT concbench_targets COMPONENT development
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)

# ---- headers: what a scenario, an executor or a lesson is written with, and what these include; tests/structure/package_test.py
set(public_headers
    core/context.hpp core/executor.hpp core/faces.hpp core/fiber_context.hpp core/input_lines.hpp core/parameters.hpp
    core/registry.hpp core/report.hpp core/scenario.hpp core/scenario_facts.hpp core/task.hpp core/task_batch.hpp
    core/task_subject.hpp core/timeline.hpp
    net/client/blocking_client.hpp net/client/client.hpp net/client/coroutine_client.hpp net/http/content_decoder.hpp
    net/http/http_exchange.hpp net/http/message_parser.hpp net/http/request.hpp net/http/routing.hpp
    net/http/status_set.hpp net/http/url.hpp
    sync/async_condition.hpp sync/async_queue.hpp sync/async_resource_pool.hpp sync/async_task.hpp
    sync/async_task_group.hpp sync/blocking_queue.hpp sync/blocking_task.hpp sync/blocking_task_group.hpp
    sync/completions.hpp sync/exception_group.hpp sync/offload.hpp sync/offload_pool.hpp sync/outcome.hpp
    sync/parked_handler.hpp sync/resource_lease.hpp sync/resource_pool.hpp sync/semaphore.hpp sync/thread_pool.hpp
    sync/wait_group.hpp
    system/child_process.hpp system/clock.hpp system/counted.hpp system/cpu_list.hpp system/environment.hpp
    system/error.hpp system/event_loop.hpp system/fiber.hpp system/fiber_stacks.hpp system/file_descriptor.hpp
    system/forked_process.hpp system/hash.hpp system/io_uring.hpp system/limits.hpp system/live_threads.hpp
    system/resource_usage.hpp system/story.hpp system/system_files.hpp system/temporary_folder.hpp system/units.hpp)
foreach(header ${public_headers})
  cmake_path(GET header PARENT_PATH folder)
  install(FILES src/${header} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/concbench/${folder} COMPONENT development)
endforeach()

# ---- find_package(concbench) -----------------------------------------------------------------------------------------------
include(CMakePackageConfigHelpers)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/concbench)
set(package_built ${PROJECT_BINARY_DIR}/package)
foreach(found TBB_FOUND SQLite3_FOUND LIBPQ_FOUND GUMBO_FOUND URING_FOUND)
  set(has_${found} FALSE)
  if(${found})
    set(has_${found} TRUE)
  endif()
endforeach()
configure_package_config_file(scripts/concbench-config.cmake.in ${package_built}/concbench-config.cmake
  INSTALL_DESTINATION ${package_folder} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${package_built}/concbench-config-version.cmake COMPATIBILITY SameMinorVersion)
install(EXPORT concbench_targets NAMESPACE concbench:: FILE concbench-targets.cmake DESTINATION ${package_folder}
        COMPONENT development)
install(FILES ${package_built}/concbench-config.cmake ${package_built}/concbench-config-version.cmake
        DESTINATION ${package_folder} COMPONENT development)
