# What `cmake --install` puts where.
include(GNUInstallDirs)

# dateline_install(dateline-index): the program, its man page, and what completes
# its command lines in three shells; all of it is printed by the program itself,
# from its tables of options.
function(dateline_install program)
  set(share ${CMAKE_BINARY_DIR}/share)
  file(MAKE_DIRECTORY ${share})
  set(page ${share}/${program}.1)
  set(bash ${share}/${program}.bash)
  set(zsh ${share}/_${program})
  set(fish ${share}/${program}.fish)
  add_custom_command(OUTPUT ${page} ${bash} ${zsh} ${fish}
    COMMAND ${program} --man > ${page}
    COMMAND ${program} --completion bash > ${bash}
    COMMAND ${program} --completion zsh > ${zsh}
    COMMAND ${program} --completion fish > ${fish}
    DEPENDS ${program} COMMENT "Writing ${program}.1 and completions" VERBATIM)
  add_custom_target(${program}.share ALL
    DEPENDS ${page} ${bash} ${zsh} ${fish})
  install(TARGETS ${program} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  install(FILES ${page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
  install(FILES ${bash} RENAME ${program}
    DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
  install(FILES ${zsh}
    DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
  install(FILES ${fish}
    DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
endfunction()
