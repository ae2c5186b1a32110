# dateline_edit: how libedit is linked. Only `dateline-query repl` needs it, but
# shared, every question would wait for four more libraries to be mapped; so its
# archives are linked where they are installed (libedit-dev brings them).
find_library(EDIT_ARCHIVE libedit.a)
find_library(BSD_ARCHIVE libbsd.a)
find_library(MD_ARCHIVE libmd.a)
find_library(TINFO_ARCHIVE libtinfo.a)

add_library(dateline_edit INTERFACE)
target_include_directories(dateline_edit INTERFACE
  $<TARGET_PROPERTY:PkgConfig::EDIT,INTERFACE_INCLUDE_DIRECTORIES>)
if(EDIT_ARCHIVE AND BSD_ARCHIVE AND MD_ARCHIVE AND TINFO_ARCHIVE)
  target_link_libraries(dateline_edit INTERFACE
    ${EDIT_ARCHIVE} ${BSD_ARCHIVE} ${MD_ARCHIVE} ${TINFO_ARCHIVE})
else()
  target_link_libraries(dateline_edit INTERFACE PkgConfig::EDIT)
endif()
