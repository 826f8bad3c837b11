{{/* What no schema can say: values that contradict each other. */}}
{{- define "embedding-operator.checks" -}}
{{- if le (int .Values.terminationGracePeriodSeconds) (int .Values.config.shutdownTimeoutSeconds) -}}
{{- fail (printf "terminationGracePeriodSeconds (%d) must be greater than config.shutdownTimeoutSeconds (%d), or the operator is killed while it finishes its work" (int .Values.terminationGracePeriodSeconds) (int .Values.config.shutdownTimeoutSeconds)) -}}
{{- end -}}
{{- range .Values.env -}}
{{- if hasPrefix "EMBEDDING_OPERATOR_" .name -}}
{{- fail (printf "env: %s is a setting of the operator: set it under config or policy" .name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
