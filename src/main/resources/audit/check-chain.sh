check() {
  local LC_ALL=C line body hash number=0 previous=$(printf '%064d' 0)
  while ((++number)); IFS= read -r line || [[ $line ]]; do
    hash=${line: -66:64} body=${line%,\"hash\":*}\}
    [[ $body == "{\"number\":$number,"*",\"previous\":\"$previous\"}" && $line == "${body%\}},\"hash\":\"$hash\"}" &&
      $(printf %s "$body" | sha256sum) == "$hash  -" ]] || { echo "Broken at entry $number"; return 1; }
    previous=$hash
  done <"$1"
  echo "$((number - 1)) entries, unbroken, head $previous"
}
