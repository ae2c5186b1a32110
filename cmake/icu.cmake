# dateline_icu: how programs link ICU. Shared, it is 60 % of what a question from
# the shell takes before it is parsed (mapping and relocating four libraries), so
# a program with the property STATIC_ICU gets its archives where they are
# installed; the data in them, 30 MB, is mapped and not read. Others link the
# shared libraries, lest every test be as large.
option(DATELINE_STATIC_ICU "Link ICU into dateline-query" ON)

find_library(ICU_UC_ARCHIVE libicuuc.a)
find_library(ICU_DATA_ARCHIVE libicudata.a)
execute_process(COMMAND ${CMAKE_C_COMPILER} -print-file-name=libstdc++.a
  OUTPUT_VARIABLE STDCXX_ARCHIVE OUTPUT_STRIP_TRAILING_WHITESPACE)

add_library(dateline_icu INTERFACE)
target_include_directories(dateline_icu INTERFACE
  $<TARGET_PROPERTY:PkgConfig::ICU,INTERFACE_INCLUDE_DIRECTORIES>)
if(DATELINE_STATIC_ICU AND ICU_UC_ARCHIVE AND ICU_DATA_ARCHIVE
    AND IS_ABSOLUTE "${STDCXX_ARCHIVE}")
  set(wanted $<BOOL:$<TARGET_PROPERTY:STATIC_ICU>>)
  target_link_libraries(dateline_icu INTERFACE
    $<${wanted}:${ICU_UC_ARCHIVE}>
    $<${wanted}:${ICU_DATA_ARCHIVE}>
    $<${wanted}:${STDCXX_ARCHIVE}>
    $<${wanted}:m>
    $<$<NOT:${wanted}>:PkgConfig::ICU>)
  target_link_options(dateline_icu INTERFACE $<${wanted}:-static-libgcc>)
else()
  target_link_libraries(dateline_icu INTERFACE PkgConfig::ICU)
endif()
