# One way to declare each kind of target, so that all get the same flags.

# Programs are optimised as a whole when they are linked. Objects hold machine code
# beside what that needs, so that the tests, which are many, link without it.
option(DATELINE_LTO "optimise programs when they are linked (gcc, release)" ON)
if(DATELINE_LTO AND CMAKE_C_COMPILER_ID STREQUAL "GNU" AND NOT DATELINE_SANITIZE
    AND CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo")
  set(DATELINE_LTO_COMPILE -flto -ffat-lto-objects)
  set(DATELINE_LTO_LINK -flto=auto)
  add_link_options(-fno-lto)
endif()

# dateline_library(NAME SOURCES a.c b.c LINKS x y): a layer of the tree.
function(dateline_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS" ${ARGN})
  add_library(${name} STATIC ${arg_SOURCES})
  target_compile_options(${name} PRIVATE ${DATELINE_LTO_COMPILE})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${arg_LINKS} PRIVATE dateline_warnings)
endfunction()

# dateline_kernels(TARGET NAME): NAME_avx2.c and NAME_avx512.c, each compiled for
# what its name says. They are called only where cpu_features() found it.
function(dateline_kernels target name)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    target_sources(${target} PRIVATE ${name}_avx2.c ${name}_avx512.c)
    set_source_files_properties(${name}_avx2.c PROPERTIES
      COMPILE_OPTIONS "-O3;-mavx2;-mbmi2;-mpopcnt")
    set_source_files_properties(${name}_avx512.c PROPERTIES COMPILE_OPTIONS
      "-O3;-mavx2;-mbmi2;-mpopcnt;-mavx512f;-mavx512bw;-mavx512vl;-mavx512vbmi2;-mavx512vpopcntdq")
  endif()
endfunction()

# dateline_program(NAME SOURCES main.c LINKS x y): a binary in build/*/bin.
function(dateline_program name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_compile_options(${name} PRIVATE ${DATELINE_LTO_COMPILE})
  target_link_options(${name} PRIVATE ${DATELINE_LTO_LINK})
  target_link_libraries(${name} PRIVATE ${arg_LINKS} dateline_warnings)
endfunction()

# dateline_test(common/base/arena LINKS x): tests/common/base/test_arena.c as
# the ctest common/base/arena. LABELS are slow (seconds, not milliseconds: left
# out by ctest -LE slow) and threads (run under ThreadSanitizer too).
function(dateline_test path)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS;LABELS" ${ARGN})
  get_filename_component(folder ${path} DIRECTORY)
  get_filename_component(module ${path} NAME)
  string(REPLACE "/" "_" target "test_${path}")
  add_executable(${target} ${CMAKE_SOURCE_DIR}/tests/${folder}/test_${module}.c ${arg_SOURCES})
  target_link_libraries(${target} PRIVATE
    ${arg_LINKS} dateline_test_support dateline_warnings)
  # Check's macros hand a null format to a printf-like function.
  target_compile_options(${target} PRIVATE
    -Wno-format-extra-args -Wno-format-zero-length -Wno-format-nonliteral
    -Wno-pedantic)
  set_target_properties(${target} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  add_test(NAME ${path} COMMAND ${target})
  set_tests_properties(${path} PROPERTIES
    ENVIRONMENT "CK_FORK=no" TIMEOUT 600 LABELS "${arg_LABELS}")
endfunction()
