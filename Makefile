# Short names for scripts and Maven commands. `make` lists them.

MVN = mvn -B -ntp
JAVA_TOOLS = @hack/check-tools.sh java
CLUSTER_TOOLS = @hack/check-tools.sh cluster
ALL_TOOLS = @hack/check-tools.sh java cluster
TEST_TOOLS = @hack/check-tools.sh java python cluster
PYTHON_TOOLS = @hack/check-tools.sh python

.PHONY: help demo demo-down test plugin-test e2e bench bench-serving bench-fetch bench-signal soak gitops sources access scale transitions verify build crds docs kustomize image golden plugin format cluster-up cluster-down clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

demo: ## run the operator with all examples on a local control plane; REAL=1: with a real SGLang; KEEP=1: leave it running
	$(ALL_TOOLS)
	@hack/demo.sh

demo-down: ## stop a demo that KEEP=1 left running
	@hack/demo.sh down

test: ## run all tests, including those on a real API server
	$(TEST_TOOLS)
	@hack/test.sh $(MVN_ARGS)

plugin-test: ## run the tests of the plugin for SGLang: PART=all|unit|lint|wheels
	$(PYTHON_TOOLS)
	@hack/plugin-test.sh $(PART)

e2e: ## run the tests on a real node with a real SGLang (Linux, root): see hack/README.md
	@hack/e2e.sh

bench: ## measure the operator: N=1000 ROUNDS=3 PART=all|create|life PEER=file RUNTIME=jdk; see docs/performance.md
	$(ALL_TOOLS)
	@N="$(N)" ROUNDS="$(ROUNDS)" PART="$(PART)" PEER="$(PEER)" hack/bench.sh

bench-serving: ## measure a real SGLang on CPU beside others (Linux): ROUNDS=3 DURATION=4 IDLE=20 LENGTHS=short,128,510 UPDATE=1; see docs/performance.md
	$(JAVA_TOOLS)
	@ROUNDS="$(ROUNDS)" DURATION="$(DURATION)" IDLE="$(IDLE)" LENGTHS="$(LENGTHS)" UPDATE="$(UPDATE)" hack/bench-serving.sh

bench-fetch: ## measure fetch beside curl and sha256sum, from a hub on this machine (Linux): SIZE=2048 ROUNDS=2; see docs/performance.md
	$(JAVA_TOOLS)
	@SIZE="$(SIZE)" ROUNDS="$(ROUNDS)" hack/bench-fetch.sh

bench-signal: ## measure what could be an autoscaler's signal, on a real SGLang on CPU (Linux, root): UPDATE=1; see docs/autoscaling.md
	$(JAVA_TOOLS)
	@hack/scale/signal.sh $(if $(UPDATE),--update)

soak: ## run the operator under random changes: MINUTES=20 SERVICES=500; see docs/performance.md
	$(ALL_TOOLS)
	@MINUTES="$(MINUTES)" SERVICES="$(SERVICES)" hack/soak.sh

gitops: ## test the operator with Flux' controllers and Argo CD's own code: PART=flux|argocd; see docs/gitops.md
	$(ALL_TOOLS)
	@hack/gitops.sh $(PART)

sources: ## test models from a real hub, S3 server and registry, also on a real node where possible
	$(ALL_TOOLS)
	@hack/sources.sh $(MVN_ARGS)

access: ## test routes, policies, keys, TLS and server metrics with a real gateway, policy agent and Prometheus (Linux, root)
	@hack/access.sh $(MVN_ARGS)

scale: ## test autoscaling with a real metrics-server, KEDA and Prometheus (Linux, root)
	@hack/scale.sh $(MVN_ARGS)

transitions: ## test the change of a model without an outage, under load and while things fail (Linux, root)
	@hack/transitions.sh $(MVN_ARGS)

verify: ## run the fast tests: format, unit, golden, mock API server
	$(JAVA_TOOLS)
	$(MVN) verify

build: ## build target/embedding-operator.jar, without tests
	$(JAVA_TOOLS)
	$(MVN) -q -DskipTests package

crds: ## update crds/ and the chart's copy from the classes
	$(JAVA_TOOLS)
	$(MVN) -q test -Dtest=CrdDriftTest -Dcrds.update=true

docs: ## update the generated tables in README.md and docs/
	$(JAVA_TOOLS)
	$(MVN) -q test -Dtest=FieldTableTest,SettingTableTest,PermissionTableTest -Ddocs.update=true

kustomize: ## update helm/kustomize/ from the chart
	$(JAVA_TOOLS)
	$(MVN) -q test -Dtest=KustomizeTest -Dkustomize.update=true

image: ## build target/embedding-operator-image.tar, an OCI image without a base image (Linux): see docs/install.md
	$(JAVA_TOOLS)
	@hack/image.sh

golden: ## update expected.yaml of the golden tests, and the statuses of transitions
	$(JAVA_TOOLS)
	$(MVN) -q test -Dtest=GoldenTest,FrozenTemplatesTest,TransitionStatesTest -Dgolden.update=true

plugin: ## update src/main/python/v3.zip, the plugin for SGLang as it is delivered, and its digest
	$(JAVA_TOOLS)
	$(PYTHON_TOOLS)
	python3 hack/plugin-archive.py
	$(MVN) -q test -Dtest=FrozenTemplatesTest -Dgolden.update=true

format: ## format the Java code
	$(JAVA_TOOLS)
	$(MVN) -q spotless:apply

cluster-up: ## start a local control plane with the CRD, for manual work: see hack/README.md
	$(CLUSTER_TOOLS)
	@hack/cluster.sh up --crds crds

cluster-down: ## stop the local control plane
	@hack/cluster.sh down

clean: ## remove target/, but not the cached programs of the control plane
	rm -rf target
