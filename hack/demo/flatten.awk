# Turns indented JSON, one token a line, into lines PATH=VALUE, such as items.0.metadata.name=minimal.
function text(value) {
  if (value == "null") return ""
  if (value !~ /^"/) return value
  value = substr(value, 2, length(value) - 2)
  gsub(/\\\\/, "\001", value)
  gsub(/\\"/, "\"", value)
  gsub(/\\[nt]/, " ", value)
  gsub(/\\u003c/, "<", value)
  gsub(/\\u003e/, ">", value)
  gsub(/\\u0026/, "\\&", value)
  gsub(/\001/, "\\", value)
  return value
}

{
  sub(/^ +/, "")
  sub(/,$/, "")
  if (/^[]}]/) { depth--; next }
  key = ""
  if (depth && kind[depth] == "[") key = count[depth]++
  else if (match($0, /^"([^"\\]|\\.)*": /)) { key = substr($0, 2, RLENGTH - 4); $0 = substr($0, RLENGTH + 1) }
  path = depth > 1 ? prefix[depth] "." key : key
  if ($0 == "{" || $0 == "[") { depth++; kind[depth] = $0; count[depth] = 0; prefix[depth] = path }
  else print path "=" text($0)
}
