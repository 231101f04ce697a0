package russian

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
)

func TestGeneratedAmendmentsAreExactOrRefused(t *testing.T) {
	g := New(nil)
	counts := make(map[string]int)
	written := 0
	for seed := range uint64(1600) {
		r := rand.New(rand.NewPCG(seed, 11))
		w := &writer{r: r, m: generate(r)}
		base := w.m.String()
		var flaw func() string
		if seed%8 == 0 {
			flaw = w.flaws()[int(seed/8)%len(w.flaws())]
		}
		text, n := w.play(w.families(), flaw)
		if n == 0 {
			continue
		}
		written += n
		got, why := consolidate(t, g, base, text)
		switch {
		case flaw != nil && why == "":
			counts["wrong and unflagged"]++
			t.Errorf("seed %d: a flaw was not noticed:\n%s\n%s", seed, text, base)
		case flaw != nil:
			counts["flawed and refused"]++
		case why != "":
			counts["right and refused"]++
			t.Errorf("seed %d: refused: %s\n%s\n%s", seed, why, text, base)
		case got != w.m.String():
			counts["wrong and unflagged"]++
			t.Errorf("seed %d: wrong:\n%s\n%s\n%s\nwant\n%s", seed, text, base, got, w.m.String())
		default:
			counts["exact"]++
		}
		if t.Failed() && counts["wrong and unflagged"]+counts["right and refused"] > 5 {
			break
		}
	}
	t.Logf("%d instructions; wrong and unflagged: %d", written, counts["wrong and unflagged"])
	for _, k := range slices.Sorted(maps.Keys(counts)) {
		t.Logf("amenders %s: %d", k, counts[k])
	}
	if written < 2000 {
		t.Errorf("%d instructions, at least 2000", written)
	}
}

// consolidate parses and applies; why says why not.
func consolidate(t *testing.T, g *Grammar, base, text string) (got, why string) {
	t.Helper()
	b, err := act.ParsePlain(base, act.Russian)
	if err != nil {
		t.Fatal(err)
	}
	res := g.Parse(text, b)
	if len(res.Unparsed) > 0 {
		return "", fmt.Sprintf("unparsed %q (%s)", res.Unparsed[0].Text, res.Unparsed[0].Reason)
	}
	out, err := amend.Apply(b, amend.Amender{ID: "d", Operations: res.Operations})
	if f, ok := errors.AsType[*amend.Refusal](err); ok {
		return "", f.Error() + ": " + text[f.Source.From:f.Source.To]
	}
	return out.Plain(), ""
}
