// Command health reads an object in JSON and prints the status that GitOps tools show for it, as STATUS: MESSAGE.
//
//	health kstatus < OBJECT          Flux, Helm 4 and cli-utils, with the library that they use
//	health argocd SCRIPT < OBJECT    Argo CD, with a health check in Lua and the interpreter that it uses
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	lua "github.com/yuin/gopher-lua"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/cli-utils/pkg/kstatus/status"
)

func main() {
	if err := run(os.Args[1:], os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func run(arguments []string, in io.Reader, out io.Writer) error {
	text, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	object := &unstructured.Unstructured{}
	if err := object.UnmarshalJSON(text); err != nil {
		return err
	}
	var verdict, message string
	switch {
	case len(arguments) == 1 && arguments[0] == "kstatus":
		verdict, message, err = kstatus(object)
	case len(arguments) == 2 && arguments[0] == "argocd":
		verdict, message, err = argocd(arguments[1], object)
	default:
		return fmt.Errorf("usage: health kstatus | argocd SCRIPT")
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s: %s\n", verdict, message)
	return err
}

func kstatus(object *unstructured.Unstructured) (string, string, error) {
	result, err := status.Compute(object)
	if err != nil {
		return "", "", err
	}
	return result.Status.String(), result.Message, nil
}

// Like Argo CD, gives scripts little more than the base library, and the object as `obj`.
func argocd(script string, object *unstructured.Unstructured) (string, string, error) {
	state := lua.NewState(lua.Options{SkipOpenLibs: true})
	defer state.Close()
	lua.OpenBase(state)
	lua.OpenTable(state)
	// As a client reads it: all numbers are floats.
	var plain map[string]any
	text, err := object.MarshalJSON()
	if err != nil {
		return "", "", err
	}
	if err := json.Unmarshal(text, &plain); err != nil {
		return "", "", err
	}
	state.SetGlobal("obj", value(state, plain))
	if err := state.DoFile(script); err != nil {
		return "", "", err
	}
	answer, ok := state.Get(-1).(*lua.LTable)
	if !ok {
		return "", "", fmt.Errorf("%s returns no table", script)
	}
	return answer.RawGetString("status").String(), answer.RawGetString("message").String(), nil
}

func value(state *lua.LState, from any) lua.LValue {
	switch v := from.(type) {
	case bool:
		return lua.LBool(v)
	case float64:
		return lua.LNumber(v)
	case string:
		return lua.LString(v)
	case []any:
		table := state.NewTable()
		for _, item := range v {
			table.Append(value(state, item))
		}
		return table
	case map[string]any:
		table := state.NewTable()
		for key, item := range v {
			table.RawSetString(key, value(state, item))
		}
		return table
	default:
		return lua.LNil
	}
}
