# The warnings every target of ours is built with, all of them errors.
add_library(dateline_warnings INTERFACE)
target_compile_options(dateline_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wvla -Wundef -Wformat=2
  -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wcast-qual
  -Wwrite-strings)
# gcc knows which formats a table of constants holds; clang asks for literals.
if(CMAKE_C_COMPILER_ID MATCHES Clang)
  target_compile_options(dateline_warnings INTERFACE
    "SHELL:-Wno-format-nonliteral") # behind -Wformat=2, whoever names it before
endif()
option(DATELINE_WERROR "treat warnings as errors" ON)
if(DATELINE_WERROR)
  target_compile_options(dateline_warnings INTERFACE -Werror)
endif()
