# What `cmake --install` puts where.
include(GNUInstallDirs)

# dateline_install(dateline-index): the program, and its man page, which the
# program itself prints from its tables of options.
function(dateline_install program)
  set(page ${CMAKE_BINARY_DIR}/man/${program}.1)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/man)
  add_custom_command(OUTPUT ${page}
    COMMAND ${program} --man > ${page}
    DEPENDS ${program} COMMENT "Writing ${program}.1" VERBATIM)
  add_custom_target(${program}.1 ALL DEPENDS ${page})
  install(TARGETS ${program} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  install(FILES ${page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
endfunction()
