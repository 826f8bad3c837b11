-- How Argo CD sees an EmbeddingService: resource.customizations.health.embeddingops.io_EmbeddingService in argocd-cm.
local status = obj.status
if status == nil or status.observedGeneration ~= obj.metadata.generation then
  return {status = "Progressing", message = "waiting for the operator"}
end
local found = {}
for _, condition in ipairs(status.conditions or {}) do
  found[condition.type] = condition
end
if found.Stalled then
  return {status = "Degraded", message = found.Stalled.message}
elseif found.Ready and found.Ready.status == "True" then
  return {status = "Healthy", message = found.Ready.message}
end
return {status = "Progressing", message = found.Ready and found.Ready.message or ""}
