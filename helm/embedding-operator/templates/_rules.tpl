{{/* What the operator may do where its services are: the same for the ClusterRole and for the Role of each namespace. */}}
{{- define "embedding-operator.rules" -}}
- apiGroups: [embeddingops.io]
  resources: [embeddingservices]
  verbs: [list, watch]
- apiGroups: [embeddingops.io]
  resources: [embeddingservices/status]
  verbs: [patch]
- apiGroups: [embeddingops.io]
  resources: [embeddingservices/finalizers]
  verbs: [update]
- apiGroups: [apps]
  resources: [deployments]
  verbs: [get, list, watch, create, patch]
- apiGroups: [""]
  resources: [services]
  verbs: [get, list, watch, create, patch]
- apiGroups: [""]
  resources: [configmaps]
  verbs: [get, list, watch, create, update]
- apiGroups: [""]
  resources: [pods]
  verbs: [list, watch]
- apiGroups: [""]
  resources: [pods/status]
  verbs: [patch]
- apiGroups: [""]
  resources: [pods/eviction]
  verbs: [create]
{{- if eq .Values.config.probeVia "proxy" }}
- apiGroups: [""]
  resources: [pods/proxy]
  verbs: [get, create]
{{- end }}
- apiGroups: [""]
  resources: [events]
  verbs: [create, list]
{{- end -}}

{{/* The election of a leader, in the operator's own namespace. A name cannot be given to `create`. */}}
{{- define "embedding-operator.electionRules" -}}
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  verbs: [create]
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  resourceNames: [embedding-operator]
  verbs: [get, update, patch]
{{- end -}}

{{- define "embedding-operator.subjects" -}}
- kind: ServiceAccount
  name: {{ include "embedding-operator.serviceAccount" . }}
  namespace: {{ .Release.Namespace }}
{{- end -}}
