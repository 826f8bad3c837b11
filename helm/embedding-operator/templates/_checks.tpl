{{/* What no schema can say: values that contradict each other. */}}
{{- define "embedding-operator.checks" -}}
{{- if le (int .Values.terminationGracePeriodSeconds) (int .Values.config.shutdownTimeoutSeconds) -}}
{{- fail (printf "terminationGracePeriodSeconds (%d) must be greater than config.shutdownTimeoutSeconds (%d), or the operator is killed while it finishes its work" (int .Values.terminationGracePeriodSeconds) (int .Values.config.shutdownTimeoutSeconds)) -}}
{{- end -}}
{{- with .Values.autoscaling.prometheus -}}
{{- if and .triggerAuthentication (not .address) -}}
{{- fail "autoscaling.prometheus.triggerAuthentication needs autoscaling.prometheus.address: set it, or remove triggerAuthentication" -}}
{{- end -}}
{{- if and .authModes (not .triggerAuthentication) -}}
{{- fail "autoscaling.prometheus.authModes needs autoscaling.prometheus.triggerAuthentication: set it, or remove authModes" -}}
{{- end -}}
{{- end -}}
{{- range .Values.env -}}
{{- if hasPrefix "EMBEDDING_OPERATOR_" .name -}}
{{- fail (printf "env: %s is a setting of the operator: set it under config or policy" .name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
