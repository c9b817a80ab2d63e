#!/usr/bin/env bash
# Pack ShopPlanner.app into a disk image; signs and notarises where an identity is set in the environment.
set -euo pipefail
app=$1 target=$2
if [[ -n "${SIGNING_IDENTITY:-}" ]]; then
  codesign --force --deep --options runtime --sign "$SIGNING_IDENTITY" "$app"
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R "$app" "$folder/"
ln -s /Applications "$folder/Applications"
hdiutil create -volname ShopPlanner -srcfolder "$folder" -ov -format UDZO "$target"
if [[ -n "${NOTARY_PROFILE:-}" ]]; then
  xcrun notarytool submit "$target" --keychain-profile "$NOTARY_PROFILE" --wait
  xcrun stapler staple "$target"
fi
