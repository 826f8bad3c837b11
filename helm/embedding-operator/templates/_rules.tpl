{{/* What the operator may do where its services are: the same for the ClusterRole and for the Role of each namespace. */}}
{{- define "embedding-operator.rules" -}}
{{- $rules := .Files.Get "files/role-rules.yaml" | fromYaml -}}
{{- toYaml $rules.services }}
{{- if eq .Values.config.probeVia "proxy" }}
{{ toYaml $rules.probeViaProxy }}
{{- end }}
{{- if .Values.rbac.readApiKeys }}
{{ toYaml $rules.readApiKeys }}
{{- end }}
{{- end -}}

{{/* The election of a leader, in the operator's own namespace. */}}
{{- define "embedding-operator.electionRules" -}}
{{- (.Files.Get "files/role-rules.yaml" | fromYaml).election | toYaml }}
{{- end -}}

{{- define "embedding-operator.subjects" -}}
- kind: ServiceAccount
  name: {{ include "embedding-operator.serviceAccount" . }}
  namespace: {{ .Release.Namespace }}
{{- end -}}

{{/* The alerts of the servers with the limits from the values. */}}
{{- define "embedding-operator.serverRules" -}}
{{- $groups := .Files.Get "rules/embedding-servers.yaml" | splitList "\ngroups:\n" | last -}}
{{- range $name, $limit := .Values.monitoring.rules.servers -}}
{{- $groups = regexReplaceAll (printf "> [0-9.]+ # %s" $name) $groups (printf "> %v # %s" $limit $name) -}}
{{- end -}}
{{- $groups -}}
{{- end -}}
