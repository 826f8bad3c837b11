{{/* Every key of config and policy is a setting: gpuImage becomes EMBEDDING_OPERATOR_GPU_IMAGE. Empty ones are left out. */}}
{{- define "embedding-operator.environment" -}}
- name: EMBEDDING_OPERATOR_LEADER_ELECTION
  value: "true"
- name: EMBEDDING_OPERATOR_MANAGEMENT_PORT
  value: {{ .Values.management.port | quote }}
# The pods that NetworkPolicies of services let connect to the servers.
- name: EMBEDDING_OPERATOR_OPERATOR_NAMESPACE
  valueFrom:
    fieldRef:
      fieldPath: metadata.namespace
- name: EMBEDDING_OPERATOR_OPERATOR_POD_LABELS
  value: {{ printf "app.kubernetes.io/name=%s,app.kubernetes.io/instance=%s" (include "embedding-operator.name" .) .Release.Name | quote }}
{{- with .Values.watchNamespaces }}
- name: EMBEDDING_OPERATOR_NAMESPACES
  value: {{ join "," . | quote }}
{{- end }}
{{- if not .Values.config.fetchImage }}
- name: EMBEDDING_OPERATOR_FETCH_IMAGE
  value: {{ include "embedding-operator.image" . | quote }}
{{- end }}
{{- if .Values.modelCa.configMap }}
- name: EMBEDDING_OPERATOR_MODEL_CA_FILE
  value: {{ printf "/etc/embedding-operator/model-ca/%s" .Values.modelCa.key | quote }}
{{- end }}
{{- with .Values.autoscaling.prometheus }}
{{- if .address }}
- name: EMBEDDING_OPERATOR_PROMETHEUS_ADDRESS
  value: {{ .address | quote }}
{{- end }}
{{- if .triggerAuthentication }}
- name: EMBEDDING_OPERATOR_PROMETHEUS_TRIGGER_AUTHENTICATION
  value: {{ .triggerAuthentication | quote }}
{{- end }}
{{- if .authModes }}
- name: EMBEDDING_OPERATOR_PROMETHEUS_AUTH_MODES
  value: {{ join "," .authModes | quote }}
{{- end }}
{{- end }}
{{- range $settings := list .Values.config .Values.policy }}
{{- range $key, $value := $settings }}
{{- $text := kindIs "slice" $value | ternary $value (list $value) | join "," }}
{{- /* of these, none is not the operator's default */}}
{{- if or $text (eq $key "allowedKedaTriggers") }}
- name: EMBEDDING_OPERATOR_{{ snakecase $key | upper }}
  value: {{ $text | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- with .Values.env }}
{{ toYaml . }}
{{- end }}
{{- end -}}
