package secretariat

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
)

func TestALineIsACommand(t *testing.T) {
	for _, tt := range []struct{ line, json, wrong string }{
		{`secretariat place-item as=i key=k session=$s order:=1 title.en="A \"good\" title" title.ru='К'`,
			`{"order":1,"session":"$s","title":{"en":"A \"good\" title","ru":"К"}}`, ""},
		{`member:kz x a=[1,2] b='{c: d}' d:=true e:=null f=1`, `{"a":[1,2],"b":{"c":"d"},"d":true,"e":null,"f":"1"}`, ""},
		{`chair:kg x  a=it's  b=5"6 c=""`, `{"a":"it's","b":"5\"6","c":""}`, ""},
		{`clock`, "", "want an actor"},
		{`king x`, "", `actor "king"`},
		{`public x y`, "", `"y": want key=value`},
		{`public x a="b`, "", "not closed"},
		{`public x a=1 a=2`, "", "a: given twice"},
		{`public x a=1 a.b=2`, "", "a.b: given twice"},
		{`public x a=[1`, "", "a: "},
	} {
		step, err := ParseStep(tt.line)
		if tt.wrong != "" {
			if err == nil || !strings.Contains(err.Error(), tt.wrong) {
				t.Errorf("%s: %v, want %s", tt.line, err, tt.wrong)
			}
			continue
		}
		b, _ := json.Marshal(step.Fields)
		if err != nil || string(b) != tt.json {
			t.Errorf("%s: %s %v, want %s", tt.line, b, err, tt.json)
		}
	}
	if s, err := ParseStep("member:kz take-stance as=x key=y"); err != nil || s.As != "x" || s.Key != "y" || s.Name != "take-stance" || s.By.Member != "kz" {
		t.Errorf("%+v %v", s, err)
	}
}

func TestAFileOfCommands(t *testing.T) {
	steps, err := ParsePlay("a.yaml", []byte("# first\n- secretariat place-item:\n    as: i\n    order: 1\n\n- members:am,by take-stance: {decision: $d, stance: for}\n- clock x:\n"))
	if err != nil || len(steps) != 4 {
		t.Fatal(steps, err)
	}
	if s := steps[0]; s.Where != "a.yaml:2" || s.As != "i" || len(s.Fields) != 1 || steps[3].Fields == nil {
		t.Errorf("%+v", s)
	}
	if s := steps[2]; s.Where != "a.yaml:6" || s.By != (access.Actor{Role: access.Delegate, Member: "by"}) || s.Key == steps[1].Key || s.Key == "" {
		t.Errorf("%+v", s)
	}
	other, err := ParsePlay("b.yaml", []byte("- clock x:\n"))
	if err != nil || other[0].Key == steps[0].Key {
		t.Error("two files share a key")
	}
	for typed, wrong := range map[string]string{
		"":                             "want a list",
		"[]":                           "found nothing",
		"a: b":                         "want a list",
		"- a\n":                        "",
		"- {a b: {}, c d: {}}\n":       "want one key",
		"- {}\n":                       "want one key",
		"- place-item: {}\n":           "want an actor and a command",
		"- secretariat place item: {}": "want an actor and a command",
		"- king x: {}":                 "actor",
		"- members:am,B x: {}":         "actor",
		"- clock x: {\n":               "",
		"- clock x:\n---\n- clock x:":  "one document",
		strings.Repeat(" ", maxPlay+1): "at most",
	} {
		if _, err := ParsePlay("a.yaml", []byte(typed)); err == nil || !strings.Contains(err.Error(), wrong) || !strings.HasPrefix(err.Error(), "a.yaml") {
			t.Errorf("%.40q: %v, want %s", typed, err, wrong)
		}
	}
}

func TestLocalNamesStandForIDs(t *testing.T) {
	p := Player{Names: map[string]council.ID{"s": "0123456789abc"}}
	in := map[string]any{"a": "$s", "b": []any{"sitting:$s", "costs $5", "x$s", "$"}, "c": map[string]any{"d": true}}
	got, err := p.resolve(in)
	want := map[string]any{"a": "0123456789abc", "b": []any{"sitting:0123456789abc", "costs $5", "x$s", "$"}, "c": map[string]any{"d": true}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v %v", got, err)
	}
	for _, v := range []any{"$t", []any{"$t"}, map[string]any{"a": "sitting:$t"}} {
		if _, err := p.Play(t.Context(), Step{Fields: map[string]any{"a": v}}); !isRefusal(err, council.CodeNoSuch) {
			t.Errorf("%v: %v", v, err)
		}
	}
	if _, err := p.Play(t.Context(), Step{Name: "put-question", Fields: map[string]any{"a": func() {}}}); !isRefusal(err, council.CodeForm) {
		t.Errorf("what is no value: %v", err)
	}
}

func isRefusal(err error, code council.Code) bool {
	r, ok := errors.AsType[*council.Refusal](err)
	return ok && r.Faults[0].Code == code
}

// FuzzParseStep checks that any line is a step or an error, and that the step's
// fields are a JSON object.
func FuzzParseStep(f *testing.F) {
	f.Add(`secretariat place-item session=$s order:=1 title.en="The budget"`)
	f.Add(`member:kz take-stance a=[{b: "c"}] d={e: f} g='h'`)
	f.Add(`clock x a:=.nan b:=!!binary c`)
	f.Fuzz(func(t *testing.T, line string) {
		step, err := ParseStep(line)
		if err != nil {
			return
		}
		if again, err := access.ParseActor(step.By.String()); err != nil || again != step.By {
			t.Errorf("%q: actor %v", line, step.By)
		}
		if step.Fields == nil {
			t.Errorf("%q: no fields", line)
		}
	})
}

// FuzzParsePlay checks that any file is a list of steps, each with its place and a
// key of its own, or an error that names the file.
func FuzzParsePlay(f *testing.F) {
	f.Add([]byte("- secretariat place-item: {order: 1}\n- members:am,by take-stance:\n    stance: for\n"))
	f.Add([]byte("- &a clock x: {}\n- *a\n"))
	f.Add([]byte("- ? clock x\n  : {a: 2019-11-28, b: .inf}\n"))
	f.Fuzz(func(t *testing.T, typed []byte) {
		steps, err := ParsePlay("a.yaml", typed)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "a.yaml:") {
				t.Errorf("%q: %v", typed, err)
			}
			return
		}
		keys := map[string]bool{}
		for _, s := range steps {
			if !strings.HasPrefix(s.Where, "a.yaml:") || keys[s.Key] || s.Name == "" {
				t.Errorf("%q: %+v", typed, s)
			}
			keys[s.Key] = true
		}
	})
}
