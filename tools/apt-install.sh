#!/bin/sh
# apt-install.sh PACKAGE...: installs Debian packages, as root, so that none of them starts a service.
set -eu
policy=/usr/sbin/policy-rc.d
kept=/usr/sbin/policy-rc.d.kept-by-xmpp-repl

# One at a time on this machine, from whatever working copy: the folder of the file below is what they share.
exec 9< /usr/sbin
flock --timeout 300 9

# Maintainer scripts ask policy-rc.d before they start a service; 101 means no. The administrator's own file is
# moved aside and always put back. Ours says whose it is, so that a run that was killed can be cleared up by the next.
restore() {
  if grep -qs xmpp-repl "$policy"; then rm "$policy"; fi
  if [ -e "$kept" ]; then mv "$kept" "$policy"; fi
}
trap restore EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
if [ -e "$policy" ] && ! grep -q xmpp-repl "$policy"; then mv "$policy" "$kept"; fi
printf '#!/bin/sh\n# For the time of an installation by xmpp-repl.\nexit 101\n' > "$policy"
chmod 755 "$policy"

export DEBIAN_FRONTEND=noninteractive
apt() {
  apt-get -q -y -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 -o Acquire::Retries=2 -o Acquire::http::Timeout=30 "$@"
}
install() { apt install --no-install-recommends "$@"; }

# The lists have a lock of their own, which apt's time-out does not cover.
update() {
  for pause in 5 10 20 40; do
    if output=$(apt update 2>&1); then return; fi
    case $output in *"Could not get lock"*) sleep "$pause" ;; *) break ;; esac
  done
  echo "$output"
  return 1
}

# An unknown package means that no lists were fetched yet, a failed download usually that they are old.
updated=no
for package in "$@"; do
  if [ "$updated" = no ] && ! apt-cache show "$package" > /dev/null 2>&1; then
    update
    updated=yes
  fi
done
if ! install "$@"; then
  [ "$updated" = no ]
  update
  install "$@"
fi
