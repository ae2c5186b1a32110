# The warnings every target of ours is built with, all of them errors.
add_library(dateline_warnings INTERFACE)
target_compile_options(dateline_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wvla -Wundef -Wformat=2
  -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wcast-qual
  -Wwrite-strings)
option(DATELINE_WERROR "treat warnings as errors" ON)
if(DATELINE_WERROR)
  target_compile_options(dateline_warnings INTERFACE -Werror)
endif()
