package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
)

// changes lists the differing fields of two objects in JSON, each as PATH: LIVE -> WANTED.
func changes(live, wanted []byte) ([]string, error) {
	var values [2]any
	for i, text := range [][]byte{live, wanted} {
		if err := json.Unmarshal(text, &values[i]); err != nil {
			return nil, err
		}
	}
	return compare("", values[0], values[1]), nil
}

func compare(path string, live, wanted any) []string {
	if reflect.DeepEqual(live, wanted) {
		return nil
	}
	before, after := fields(live), fields(wanted)
	if before == nil || after == nil {
		return []string{fmt.Sprintf("%s: %s -> %s", path, short(live), short(wanted))}
	}
	all := maps.Clone(before)
	maps.Copy(all, after)
	var found []string
	for _, name := range slices.Sorted(maps.Keys(all)) {
		found = append(found, compare(path+"/"+name, before[name], after[name])...)
	}
	return found
}

// The fields of an object or the items of a list; nil for others.
func fields(value any) map[string]any {
	switch v := value.(type) {
	case map[string]any:
		return v
	case []any:
		items := map[string]any{}
		for i, item := range v {
			items[fmt.Sprint(i)] = item
		}
		return items
	default:
		return nil
	}
}

func short(value any) string {
	text, err := json.Marshal(value)
	if err != nil || value == nil {
		return "absent"
	}
	return fmt.Sprintf("%.100s", text)
}
