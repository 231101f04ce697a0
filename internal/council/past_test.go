package council

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
)

func TestAThingKeepsItsFirstEntryAndTheLastSeven(t *testing.T) {
	x := new(Thing)
	for i := range 20 {
		x.mark(Mark{Place: register.Place(10 * (i + 1)), Type: "t", Time: int64(i)})
		if x.Entries != i+1 || x.First() != 10 || x.Last() != register.Place(10*(i+1)) {
			t.Fatalf("after %d entries: %d, first %d, last %d", i+1, x.Entries, x.First(), x.Last())
		}
	}
	var places []register.Place
	gaps := 0
	for i, m := range x.Trace.All() {
		places = append(places, m.Place)
		gaps += m.Gap
		if m.Gap != 0 && i != 1 {
			t.Errorf("a gap before mark %d", i)
		}
	}
	if want := []register.Place{10, 140, 150, 160, 170, 180, 190, 200}; !slices.Equal(places, want) || gaps != 12 {
		t.Errorf("places %v and gaps of %d, want %v and 12", places, gaps, want)
	}
}

func TestAThingKeepsItsLastTwoEarlierWordings(t *testing.T) {
	x := new(Thing)
	for i := range 5 {
		x.fix(Correction{Place: register.Place(i), was: &Item{}})
		if want := min(i+1, 2); len(x.Fixes.All()) != want || x.Fixed != i+1 {
			t.Fatalf("after %d corrections: %d of %d", i+1, len(x.Fixes.All()), x.Fixed)
		}
	}
	if all := x.Fixes.All(); all[0].Place != 3 || all[1].Place != 4 {
		t.Errorf("kept %+v", all)
	}
}

// What a case lets go of changes nothing of what counts, whatever is taken and
// corrected, as long as a correction names a stance that is kept.
func TestLettingStancesGoChangesNothingThatCounts(t *testing.T) {
	members := []procedure.Member{"am", "by", "kz"}
	for seed := range uint64(300) {
		chance := rand.New(rand.NewPCG(seed, 1))
		var short Case
		var long []Stance
		for place := int64(1); place <= 80; place++ {
			s := Stance{Member: members[chance.IntN(3)], Stance: procedure.Stances()[chance.IntN(3)], Place: place, Second: chance.IntN(4) == 0}
			if kept := short.Stances.All(); len(kept) > 0 && chance.IntN(3) == 0 {
				o := kept[chance.IntN(len(kept))]
				s.Member, s.Second, s.Instead = o.Member, o.Second, o.Place
			}
			long = append(long, s)
			short.take(s)
			whole := Case{Stances: Past[Stance]{list: long}}
			for _, second := range []bool{false, true} {
				if got, want := short.Counting(second), whole.Counting(second); !reflect.DeepEqual(got, want) {
					t.Fatalf("seed %d, stance %d, second %v:\n%+v\nwant\n%+v", seed, place, second, got, want)
				}
			}
		}
		if n := len(short.Stances.All()); n > 2*len(members)+keptStances+20 {
			t.Fatalf("seed %d: %d stances are kept", seed, n)
		}
	}
}

func TestACorrectionOfACorrectedStanceStandsWhereTheFirstStood(t *testing.T) {
	var c Case
	c.take(Stance{Member: "kz", Stance: procedure.For, Place: 1})
	c.take(Stance{Member: "kz", Stance: procedure.Objects, Place: 2, Instead: 1})
	c.take(Stance{Member: "kz", Stance: procedure.Abstains, Place: 3})
	c.take(Stance{Member: "kz", Stance: procedure.For, Place: 4, Instead: 1})
	c.take(Stance{Member: "kz", Stance: procedure.For, Place: 5, Instead: 2})
	if got := c.Counting(false); len(got) != 1 || got[0].Place != 3 {
		t.Errorf("%+v counts, want the stance of entry 3", got)
	}
}

// What a snapshot packs is what was there, and what is packed again is the same.
func TestAPackedPastIsWhatWasThere(t *testing.T) {
	one := new(Thing)
	for i := range 12 {
		one.mark(Mark{Place: register.Place(i * i), Type: fmt.Sprintf("t%d", i%3), Time: int64(i - 5)})
		one.fix(Correction{Place: register.Place(i), Reason: fmt.Sprint(i), was: &Item{Session: ID(fmt.Sprint(i))}})
	}
	var c Case
	c.take(Stance{Member: "kz", Stance: procedure.For, Place: 7})
	c.take(Stance{Member: "by", Stance: procedure.Objects, Place: 9, Second: true, Note: words.Text{"en": "a note"}})
	w := &packer{seen: map[string]uint64{}, words: new([]string)}
	w.pack(packMarks(one.Trace.All()))
	w.pack(packFixes(one.Fixes.All()))
	w.pack(packStances(c.Stances.All()))
	r := &unpacker{b: w.b, words: *w.words}
	marks, fixes, stances := keep(r, unpackMarks), keep(r, unpackFixes), keep(r, unpackStances)
	if r.err != nil || w.err != nil || len(r.b) > 0 {
		t.Fatal(r.err, w.err, len(r.b))
	}
	if !reflect.DeepEqual(marks.All(), one.Trace.All()) || !reflect.DeepEqual(stances.All(), c.Stances.All()) {
		t.Errorf("%+v\n%+v", marks.All(), stances.All())
	}
	a, err := json.Marshal(fixes)
	b, err2 := json.Marshal(one.Fixes)
	if err != nil || err2 != nil || string(a) != string(b) {
		t.Errorf("%s\n%s\n%v %v", a, b, err, err2)
	}
	again := &packer{seen: map[string]uint64{}, words: new([]string)}
	again.pack(packMarks(marks.All()))
	again.pack(packFixes(fixes.All()))
	again.pack(packStances(stances.All()))
	if string(again.b) != string(w.b) {
		t.Error("what is packed again differs")
	}
}
