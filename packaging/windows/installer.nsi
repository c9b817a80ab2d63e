; Per-user setup of ShopPlanner. Build: makensis -INPUTCHARSET UTF8 -DVERSION=... -DSOURCE=... -DTARGET=... installer.nsi
Unicode true
!include "MUI2.nsh"
Name "ShopPlanner"
OutFile "${TARGET}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\ShopPlanner"
InstallDirRegKey HKCU "Software\ShopPlanner" "InstallDir"
SetCompressor /SOLID lzma
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\ShopPlanner"

!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\shopplanner.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"
LangString SHORTCUT ${LANG_SIMPCHINESE} "店铺策划"
LangString SHORTCUT ${LANG_ENGLISH} "ShopPlanner"
LangString FILETYPE ${LANG_SIMPCHINESE} "店铺策划工作区"
LangString FILETYPE ${LANG_ENGLISH} "ShopPlanner workspace"

Function .onInit
  !insertmacro MUI_LANGDLL_DISPLAY
FunctionEnd

Section
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\$(SHORTCUT).lnk" "$INSTDIR\shopplanner.exe"
  CreateShortcut "$DESKTOP\$(SHORTCUT).lnk" "$INSTDIR\shopplanner.exe"
  WriteRegStr HKCU "Software\ShopPlanner" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "Software\ShopPlanner" "Shortcut" "$(SHORTCUT)"
  WriteRegStr HKCU "Software\Classes\.shopplan" "" "ShopPlanner.Workspace"
  WriteRegStr HKCU "Software\Classes\ShopPlanner.Workspace" "" "$(FILETYPE)"
  WriteRegStr HKCU "Software\Classes\ShopPlanner.Workspace\shell\open\command" "" '"$INSTDIR\shopplanner.exe" "%1"'
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "ShopPlanner"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
SectionEnd

; Workspaces, settings and backups live outside the program's folder and stay.
Section "Uninstall"
  ReadRegStr $0 HKCU "Software\ShopPlanner" "Shortcut"
  Delete "$SMPROGRAMS\$0.lnk"
  Delete "$DESKTOP\$0.lnk"
  ; only what the setup put there: the folder may be one that holds other things, too
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\shopplanner.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\Classes\.shopplan"
  DeleteRegKey HKCU "Software\Classes\ShopPlanner.Workspace"
  DeleteRegKey HKCU "Software\ShopPlanner"
SectionEnd
