package secretariat

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
)

// maxPlay is the largest file of commands, in bytes.
const maxPlay = 4 << 20

// A Step is one command in the form in which people write it: who, what, with
// which fields. A field may name a thing of an earlier step as $name.
type Step struct {
	Where  string // "play.yaml:12", for errors
	By     access.Actor
	Name   string         // of the command
	As     string         // the local name of the thing that it makes; may be empty
	Key    string         // of the order; empty: a fresh one
	Under  string         // the mandate, by its id or as $name; empty: the first that the actor has and that allows the command
	Fields map[string]any // JSON values; the control fields are taken out
}

// A Player gives steps to a secretariat and remembers what they name.
type Player struct {
	Do    func(context.Context, Order) (Receipt, error)
	Names map[string]council.ID // by local name
}

// Play carries out one step. An error that is a [*council.Refusal] is the
// council's answer.
func (p *Player) Play(ctx context.Context, step Step) (Receipt, error) {
	o, err := p.order(step)
	if err != nil {
		return Receipt{}, err
	}
	r, err := p.Do(ctx, o)
	if err == nil {
		p.remember(step, r)
	}
	return r, err
}

// PlayAll gives steps to a secretariat, many in one transaction, and stops at the
// first that is refused or fails. It returns how many were carried out now and
// how many had been before; if there is an error it is about steps[done+before].
func (s *Secretariat) PlayAll(ctx context.Context, steps []Step) (done, before int, err error) {
	var p Player
	given := 0
	err = s.DoAll(ctx, func(last Receipt) (Order, bool, error) {
		if given > 0 {
			p.remember(steps[given-1], last)
			if last.Repeated {
				before++
			} else {
				done++
			}
		}
		if given == len(steps) {
			return Order{}, false, nil
		}
		o, err := p.order(steps[given])
		given++
		return o, true, err
	})
	return done, before, err
}

// remember keeps the id of what a step made under its local name.
func (p *Player) remember(step Step, r Receipt) {
	if step.As == "" || len(r.IDs) == 0 {
		return
	}
	if p.Names == nil {
		p.Names = make(map[string]council.ID)
	}
	p.Names[step.As] = r.IDs[0]
}

// order makes the order of a step.
func (p *Player) order(step Step) (Order, error) {
	o := Order{By: step.By, Key: step.Key, Own: step.Under == ""}
	under, err := p.resolve(step.Under)
	if err != nil {
		return Order{}, err
	}
	o.Mandate = council.ID(under.(string))
	fields, err := p.resolve(step.Fields)
	if err != nil {
		return Order{}, err
	}
	obj := fields.(map[string]any)
	if seen, ok := obj["seen"]; ok {
		n, err := strconv.ParseInt(fmt.Sprint(seen), 10, 64)
		if err != nil || n < 0 {
			return Order{}, council.Refuse(council.Malformed, council.CodeForm, "seen", "want a place")
		}
		o.Seen = register.Place(n)
		delete(obj, "seen")
	}
	if text, ok := obj["content"].(string); ok && step.Name == deposit {
		o.Texts = append(o.Texts, laid(obj, text))
	}
	raw, err := json.Marshal(obj)
	if err != nil {
		return Order{}, council.Refuse(council.Malformed, council.CodeForm, step.Name, err.Error())
	}
	o.Command, err = council.ParseCommand(step.Name, raw)
	return o, err
}

// resolve puts ids in the place of local names.
func (p *Player) resolve(v any) (any, error) {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, e := range v {
			r, err := p.resolve(e)
			if err != nil {
				return nil, err
			}
			out[k] = r
		}
		return deadlines(out)
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			r, err := p.resolve(e)
			if err != nil {
				return nil, err
			}
			out[i] = r
		}
		return out, nil
	case string:
		before, name, ok := strings.Cut(v, "$")
		if !ok || before != "" && before != "sitting:" && before != "circle:" || !words.ValidID(name) {
			return v, nil
		}
		id, ok := p.Names[name]
		if !ok {
			return nil, council.Refuse(council.Unknown, council.CodeNoSuch, "$"+name, "thing of that local name")
		}
		return before + string(id), nil
	}
	return v, nil
}

// ParsePlay reads a file of commands. It is a list; each element has one key,
// "ACTOR COMMAND", and the command's fields as its value:
//
//   - secretariat convene-session:
//     as: session
//     body: csc
//   - members:am,by take-stance: {decision: $d1, stance: for}
//
// "members:" gives the command once for each member that is listed. The key of
// every order is made from the file's name and the element's number, so that the same
// file played twice does nothing twice.
func ParsePlay(file string, typed []byte) ([]Step, error) {
	if len(typed) > maxPlay {
		return nil, fmt.Errorf("%s: %d bytes, at most %d", file, len(typed), maxPlay)
	}
	lines, err := elementLines(file, typed)
	if err != nil {
		return nil, err
	}
	var list []map[string]map[string]any
	if err := yaml.Unmarshal(typed, &list); err != nil {
		return nil, fmt.Errorf("%s: %s", file, yaml.FormatError(err, false, true))
	}
	if len(list) != len(lines) {
		return nil, fmt.Errorf("%s: %d elements on %d lines: want a plain list", file, len(list), len(lines))
	}
	sum := sha256.Sum256([]byte(file))
	var steps []Step
	for i, element := range list {
		where := file + ":" + strconv.Itoa(lines[i])
		if len(element) != 1 {
			return nil, fmt.Errorf("%s: want one key, ACTOR COMMAND, found %d", where, len(element))
		}
		for head, fields := range element {
			more, err := headSteps(where, head, fields)
			if err != nil {
				return nil, err
			}
			for n := range more {
				more[n].Key = fmt.Sprintf("play:%x:%d.%d", sum[:8], i, n)
			}
			steps = append(steps, more...)
		}
	}
	return steps, nil
}

// elementLines returns the line of each element of the list.
func elementLines(file string, typed []byte) ([]int, error) {
	f, err := parser.ParseBytes(typed, 0)
	if err != nil {
		return nil, fmt.Errorf("%s: %s", file, yaml.FormatError(err, false, true))
	}
	var lines []int
	if len(f.Docs) > 1 {
		return nil, fmt.Errorf("%s: want one document, found %d", file, len(f.Docs))
	}
	for _, doc := range f.Docs {
		seq, ok := sequence(doc.Body)
		if !ok {
			return nil, fmt.Errorf("%s: want a list of commands", file)
		}
		for _, v := range seq {
			lines = append(lines, v.GetToken().Position.Line)
		}
	}
	if len(lines) == 0 {
		return nil, fmt.Errorf("%s: want a list of commands, found nothing", file)
	}
	return lines, nil
}

// headSteps makes the steps of one element.
func headSteps(where, head string, fields map[string]any) ([]Step, error) {
	who, name, ok := strings.Cut(head, " ")
	if !ok || strings.Contains(name, " ") {
		return nil, fmt.Errorf("%s: %q: want an actor and a command, like secretariat convene-session", where, head)
	}
	as, _ := fields["as"].(string)
	under, _ := fields["under"].(string)
	delete(fields, "as")
	delete(fields, "under")
	if fields == nil {
		fields = map[string]any{}
	}
	actors := []string{who}
	if list, ok := strings.CutPrefix(who, "members:"); ok {
		actors = actors[:0]
		for m := range strings.SplitSeq(list, ",") {
			actors = append(actors, access.Actor{Role: access.Delegate, Member: procedure.Member(m)}.String())
		}
	}
	var steps []Step
	for _, a := range actors {
		by, err := access.ParseActor(a)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", where, err)
		}
		steps = append(steps, Step{Where: where, By: by, Name: name, As: as, Under: under, Fields: fields})
	}
	return steps, nil
}

// ParseStep reads the one-line form of a command, as the command line and the
// plays of tests have it: ACTOR COMMAND key=value … A key with points reaches
// into a field (title.ru=…); a value that begins with [ or { is a list or an
// object; order:=3 gives a number and consent:=true a truth value, where order=3
// would give text.
func ParseStep(line string) (Step, error) {
	words, err := split(line)
	if err != nil {
		return Step{}, err
	}
	if len(words) < 2 {
		return Step{}, fmt.Errorf("want an actor, a command and its fields")
	}
	return ParseArgs(words[0], words[1], words[2:])
}

// ParseArgs reads a command whose fields are given as key=value.
func ParseArgs(actor, name string, args []string) (Step, error) {
	by, err := access.ParseActor(actor)
	if err != nil {
		return Step{}, err
	}
	step := Step{By: by, Name: name, Fields: map[string]any{}}
	for _, arg := range args {
		path, text, ok := strings.Cut(arg, "=")
		if !ok {
			return Step{}, fmt.Errorf("%q: want key=value", arg)
		}
		if path == "as" {
			step.As = text
			continue
		}
		if path == "key" {
			step.Key = text
			continue
		}
		if path == "under" {
			step.Under = text
			continue
		}
		path, typed := strings.CutSuffix(path, ":")
		v, err := value(text, typed)
		if err != nil {
			return Step{}, fmt.Errorf("%s: %w", path, err)
		}
		if err := put(step.Fields, strings.Split(path, "."), v); err != nil {
			return Step{}, fmt.Errorf("%s: %w", path, err)
		}
	}
	return step, nil
}

// value reads a list or an object, and, if asked for anything but text, a number,
// true or false as well.
func value(text string, typed bool) (any, error) {
	if !typed && !strings.HasPrefix(text, "[") && !strings.HasPrefix(text, "{") {
		return text, nil
	}
	var v any
	if err := yaml.Unmarshal([]byte(text), &v); err != nil {
		return nil, fmt.Errorf("%s", yaml.FormatError(err, false, false))
	}
	return v, nil
}

func put(fields map[string]any, path []string, v any) error {
	for _, k := range path[:len(path)-1] {
		next, ok := fields[k].(map[string]any)
		if !ok {
			if fields[k] != nil {
				return fmt.Errorf("given twice")
			}
			next = map[string]any{}
			fields[k] = next
		}
		fields = next
	}
	last := path[len(path)-1]
	if fields[last] != nil {
		return fmt.Errorf("given twice")
	}
	fields[last] = v
	return nil
}

// split cuts a line at blanks outside quotation marks. A mark, double or single,
// opens at the beginning of a word or of a value, and is taken out; inside double
// ones a backslash takes the next character as it is.
func split(line string) (words []string, err error) {
	var b strings.Builder
	in, escaped, quote := false, false, rune(0)
	for _, r := range line {
		switch {
		case escaped:
			b.WriteRune(r)
			escaped = false
		case quote == '"' && r == '\\':
			escaped = true
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\'') && (b.Len() == 0 || strings.HasSuffix(b.String(), "=")):
			quote, in = r, true
		case r == ' ' && quote == 0:
			if in {
				words = append(words, b.String())
				b.Reset()
			}
			in = false
		default:
			b.WriteRune(r)
			in = true
		}
	}
	if quote != 0 {
		return nil, fmt.Errorf("a quotation mark is not closed")
	}
	if in {
		words = append(words, b.String())
	}
	return words, nil
}

func sequence(n ast.Node) ([]ast.Node, bool) {
	seq, ok := n.(*ast.SequenceNode)
	if !ok {
		return nil, false
	}
	return seq.Values, true
}
