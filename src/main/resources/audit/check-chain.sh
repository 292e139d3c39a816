check() {
  local LC_ALL=C line body hash tenant number=0 genesis=$(printf '%064d' 0) result=0
  local previous=$genesis
  while IFS= read -r line || [[ $line ]]; do
    if [[ $line == '{"number":1,"tenant":"'* && ${line:22:36} > $tenant ]]; then
      [[ $tenant && $previous ]] && echo "$number entries, unbroken, head $previous, tenant $tenant"
      tenant=${line:22:36} number=0 previous=$genesis
    fi
    [[ $previous ]] || continue
    hash=${line: -66:64} body=${line%,\"hash\":*}\}
    [[ $body == "{\"number\":$((++number)),\"tenant\":\"$tenant\","*",\"previous\":\"$previous\"}" && $line == "${body%\}},\"hash\":\"$hash\"}" &&
      $(printf %s "$body" | sha256sum) == "$hash  -" ]] && previous=$hash ||
      { echo "Broken at entry $number of tenant ${tenant:-unknown}"; previous= result=1; }
  done <"$1"
  [[ $previous ]] && echo "$number entries, unbroken, head $previous, tenant $tenant"
  return $result
}
