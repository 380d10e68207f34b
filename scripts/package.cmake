# Installs what belongs to the program (manual pages, completions, documents), and describes the Debian package that `cpack` makes of
# all that is installed. Included by CMakeLists.txt; scripts/package calls cpack.

# ---- manual pages and completions: the program writes them itself, from the declarations of its --help ------------------
set(reference ${PROJECT_BINARY_DIR}/reference)
find_program(GZIP gzip)
if(CMAKE_CROSSCOMPILING AND NOT CMAKE_CROSSCOMPILING_EMULATOR)
  message(STATUS "No manual pages and completions: the program cannot run here; CMAKE_CROSSCOMPILING_EMULATOR would help")
elseif(CONCBENCH_SANITIZE)
  message(STATUS "No manual pages and completions: a build with sanitizers is not for installing")
else()
  if(GZIP)
    set(compress ${GZIP} -9 -n -r ${reference}/man1)
  else()
    set(compress ${CMAKE_COMMAND} -E true)  # man reads both
  endif()
  add_custom_command(OUTPUT ${reference}/made DEPENDS concbench
    COMMAND ${CMAKE_COMMAND} -E rm -rf ${reference}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${reference}/man1
    COMMAND concbench man --write ${reference}/man1
    COMMAND concbench completion bash >${reference}/concbench
    COMMAND concbench completion zsh >${reference}/_concbench
    COMMAND concbench completion fish >${reference}/concbench.fish
    COMMAND ${compress}
    COMMAND ${CMAKE_COMMAND} -E touch ${reference}/made
    COMMENT "Writing manual pages and completions")
  add_custom_target(reference ALL DEPENDS ${reference}/made)
  install(DIRECTORY ${reference}/man1 DESTINATION ${CMAKE_INSTALL_MANDIR})
  install(FILES ${reference}/concbench DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
  install(FILES ${reference}/_concbench DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
  install(FILES ${reference}/concbench.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
endif()

# ---- documents ------------------------------------------------------------------------------------------------------------
file(GLOB guides CONFIGURE_DEPENDS docs/*)
install(FILES README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES ${guides} DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs)
install(PROGRAMS scripts/worker_example.py DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)

# ---- the Debian package -----------------------------------------------------------------------------------------------------
set(CONCBENCH_MAINTAINER "concbench authors <concbench@example.org>" CACHE STRING "Maintainer of the Debian package, with an address")

# Each release of Debian has libraries of its own, and so a package of its own: "1~debian12" is older than "1~debian13".
cmake_host_system_information(RESULT system QUERY DISTRIB_INFO)
set(suite ${system_VERSION_ID})
if(NOT suite)
  set(suite ${system_VERSION_CODENAME})  # testing has no number yet
endif()
set(debian_revision "1~${system_ID}${suite}")

# The licence once more, as Debian's policy wants it: machine-readable, its paragraphs indented.
file(READ LICENSE licence)
string(REGEX MATCH "Copyright[^\n]*" copyright "${licence}")
string(FIND "${licence}" "Permission is" terms)
string(SUBSTRING "${licence}" ${terms} -1 licence)
string(STRIP "${licence}" licence)
string(REPLACE "\n" "\n " licence " ${licence}")
string(REPLACE "\n \n" "\n .\n" licence "${licence}")
string(REGEX REPLACE "^Copyright *(\\([cC]\\))? *" "" holder "${copyright}")
set(debian ${PROJECT_BINARY_DIR}/debian)
file(WRITE ${debian}/copyright "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: concbench

Files: *
Copyright: ${holder}
License: Expat
${licence}
")

# A Debian package has a changelog of its own, dated as the revision that is packaged.
execute_process(COMMAND git log -1 --format=%cD WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
                OUTPUT_VARIABLE date OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
if(NOT date)
  string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
endif()
file(WRITE ${debian}/changelog.Debian "concbench (${PROJECT_VERSION}-${debian_revision}) unstable; urgency=medium

  * Built from the sources of this version; changelog.gz says what is new in it.

 -- ${CONCBENCH_MAINTAINER}  ${date}
")
configure_file(CHANGELOG.md ${debian}/changelog COPYONLY)
if(GZIP)
  add_custom_command(OUTPUT ${debian}/changelog.gz ${debian}/changelog.Debian.gz
    DEPENDS ${debian}/changelog ${debian}/changelog.Debian
    COMMAND ${GZIP} -9 -n -f -k ${debian}/changelog ${debian}/changelog.Debian)
  add_custom_target(changelogs ALL DEPENDS ${debian}/changelog.gz)
  install(FILES ${debian}/copyright ${debian}/changelog.gz ${debian}/changelog.Debian.gz DESTINATION ${CMAKE_INSTALL_DOCDIR})
endif()

set(CPACK_GENERATOR DEB)
# Only the program: those who build workers of their own (scripts/worker_package.cmake) have a compiler, and build this as well.
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL Unspecified)
set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_NAME concbench)
set(CPACK_PACKAGE_NAME concbench)
set(CPACK_PACKAGE_CONTACT "${CONCBENCH_MAINTAINER}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "compares concurrency models on real work")
set(CPACK_PACKAGE_DESCRIPTION
"Runs real work (waiting, downloads, API calls, files, queries, computing)
under the common concurrency models: one task after another, a thread per
task, thread pools, coroutines, callbacks, fibers, processes. It checks that
every model did the same work, and shows time, memory, CPU and latency side by
side, with confidence intervals.")
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE ${debian_revision})
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS ca-certificates)  # to verify real HTTPS targets
set(CPACK_DEBIAN_PACKAGE_SUGGESTS # database with a dsn; the workers in other languages
    "postgresql, python3, python3-requests, python3-aiohttp, python3-aiofiles, python3-xxhash, nodejs, golang-go, rustc, default-jdk-headless")
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION TRUE)
include(CPack)
