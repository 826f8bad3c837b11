# Everything is a script or a Maven command; this file names them. `make` lists the targets.

MVN = mvn -B -ntp
JAVA_TOOLS = @hack/check-tools.sh java
CLUSTER_TOOLS = @hack/check-tools.sh cluster
ALL_TOOLS = @hack/check-tools.sh java cluster

.PHONY: help demo demo-down test e2e bench soak verify build crds docs kustomize image golden format cluster-up cluster-down clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

demo: ## the operator on a local control plane, with all examples; REAL=1: a real SGLang; KEEP=1 leaves it running
	$(ALL_TOOLS)
	@hack/demo.sh

demo-down: ## stop a demo that KEEP=1 has left running
	@hack/demo.sh down

test: ## all tests, those on a real API server included
	$(ALL_TOOLS)
	@hack/test.sh $(MVN_ARGS)

e2e: ## the tests on a real node with a real SGLang (Linux, root): see hack/README.md
	@hack/e2e.sh

bench: ## what the operator costs: N=1000 ROUNDS=3 PART=all|create|life PEER=file RUNTIME=jdk; see docs/benchmark.md
	$(ALL_TOOLS)
	@N="$(N)" ROUNDS="$(ROUNDS)" PART="$(PART)" PEER="$(PEER)" hack/bench.sh

soak: ## the operator under random changes, MINUTES=20 SERVICES=500; see docs/benchmark.md
	$(ALL_TOOLS)
	@MINUTES="$(MINUTES)" SERVICES="$(SERVICES)" hack/soak.sh

verify: ## the fast tests: format, unit, golden, mock API server
	$(JAVA_TOOLS)
	$(MVN) verify

build: ## target/embedding-operator.jar, without tests
	$(JAVA_TOOLS)
	$(MVN) -q -DskipTests package

crds: ## bring crds/ and the chart's copy up to date with the classes
	$(JAVA_TOOLS)
	$(MVN) -q test -Dtest=CrdDriftTest -Dcrds.update=true

docs: ## bring the generated tables of README.md and docs/ up to date
	$(JAVA_TOOLS)
	$(MVN) -q test -Dtest=FieldTableTest,SettingTableTest -Ddocs.update=true

kustomize: ## bring helm/kustomize/ up to date with the chart
	$(JAVA_TOOLS)
	$(MVN) -q test -Dtest=KustomizeTest -Dkustomize.update=true

image: ## target/embedding-operator-image.tar, an OCI image from nothing (Linux): see docs/install.md
	$(JAVA_TOOLS)
	@hack/image.sh

golden: ## bring expected.yaml of the golden tests up to date
	$(JAVA_TOOLS)
	$(MVN) -q test -Dtest=GoldenTest,FrozenTemplatesTest -Dgolden.update=true

format: ## format the Java code
	$(JAVA_TOOLS)
	$(MVN) -q spotless:apply

cluster-up: ## start a local control plane with the CRD, for work by hand: see hack/README.md
	$(CLUSTER_TOOLS)
	@hack/cluster.sh up --crds crds

cluster-down: ## stop it
	@hack/cluster.sh down

clean: ## remove target/; the control plane's binaries stay in their cache
	rm -rf target
