package akn

import (
	"fmt"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
)

func TestWhatAFileSaysOfOtherActsIsReadWithWhatIsNotUnderstood(t *testing.T) {
	const head = `<akomaNtoso xmlns="` + Namespace + `"><act><meta><identification source="#a"><FRBRWork/><FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression></identification><analysis source="#a"><activeModifications>`
	const tail = `</activeModifications></analysis></meta><body><section eId="s"><num>1.</num><content><p>
<quotedText eId="once">once</quotedText> <quotedText eId="note">x<authorialNote><p>n</p></authorialNote></quotedText>
<quotedStructure eId="unit"><paragraph><num>3.</num><intro><p>More.</p></intro><point><num>(a)</num><content><p>and more</p></content></point></paragraph></quotedStructure>
<quotedStructure eId="table"><table><tr><th><p>x</p></th></tr></table></quotedStructure></p></content></section></body></act></akomaNtoso>`
	const ends = `<source href="#s"/><destination href="/x#y"/>`
	for _, x := range []struct{ name, mod, want string }{
		{"words", `<textualMod type="substitution" xmlns:q="urn:q">` + ends + `<old href="#once"/><new>twice</new></textualMod>`, `"once" ["twice"] "" false []`},
		{"units", `<textualMod type="insertion"><source href="#s"/><destination href="/x#y" pos="after"/><new href="#unit"/></textualMod>`, `"" ["3. More." "(a) and more"] "after" true []`},
		{"inside", `<textualMod type="insertion"><source href="#s"/><destination href="/x#y" pos="inside"/><new href="#unit"/></textualMod>`, `"" ["3. More." "(a) and more"] "" true []`},
		{"a position of two", `<textualMod type="insertion"><source href="#s"/><destination href="/x#z"/><destination href="/x#y" pos="after"/></textualMod>`, `[textualMod/destination[2]/@pos]`},
		{"a position that is none", `<textualMod type="insertion"><source href="#s"/><destination href="/x#y" pos="start"/></textualMod>`, `[textualMod/destination/@pos]`},
		{"a kind that is not known", `<meaningMod type="variation">` + ends + `</meaningMod>`, `[meaningMod]`},
		{"what is added by others", `<textualMod type="repeal" xmlns:q="urn:q" q:x="1" refersTo="#c" period="#p" incomplete="true">` + ends + `<force/></textualMod>`,
			`[textualMod/@q:x textualMod/@incomplete textualMod/@refersTo textualMod/@period textualMod/force]`},
		{"a condition and members", `<textualMod type="repeal">` + ends + `<application><p/></application><condition up="x"/></textualMod>`, `[textualMod/application textualMod/condition/@up]`},
		{"old words twice", `<textualMod type="substitution">` + ends + `<old>a</old><old>b</old><new>c</new></textualMod>`, `[textualMod/old[2]]`},
		{"a table, a note, an old unit, nothing", `<textualMod type="substitution">` + ends + `<old href="#unit"/><new href="#table"/><new href="#note"/><new href="#gone"/></textualMod>`,
			`[textualMod/old textualMod/old textualMod/new[1] textualMod/new[2] textualMod/new[3]]`},
		{"an operation that cannot be read", `<textualMod type="repeal" xmlns:c="` + own + `" c:operation="{">` + ends + `</textualMod>`, `[textualMod]`},
	} {
		t.Run(x.name, func(t *testing.T) {
			d, err := Read([]byte(head + x.mod + tail))
			if err != nil {
				t.Fatal(err)
			}
			s := d.Said()[0]
			var places []string
			for _, f := range s.Unread {
				places = append(places, strings.TrimPrefix(f.Place, "akomaNtoso/act/meta/analysis/activeModifications/"))
			}
			got := fmt.Sprintf("%q %q %q %v %v", s.Old, s.New, s.At, s.Units, places)
			if !strings.HasSuffix(got, x.want) || s.Line != 1 || s.Kinded {
				t.Errorf("line %d: %s, want %s", s.Line, got, x.want)
			}
		})
	}
}

func TestWhatIsWrittenIsSaidWithItsOperation(t *testing.T) {
	ru, en := text(t, russianText, act.Russian), text(t, russianText, act.Russian)
	d := document(Treaty, ru, en)
	d.Active = carried("/eli/council/reg/2001/1", operations(), "section_1")
	if d.Said() != nil {
		t.Error("a document that was made has no file")
	}
	d, err := Read(write(t, d))
	if err != nil {
		t.Fatal(err)
	}
	said := d.Said()
	if len(said) != len(operations()) {
		t.Fatalf("%d modifications, want %d", len(said), len(operations()))
	}
	for i, s := range said {
		if !s.Kinded || s.Operation == nil || carry(s.Operation) != carry(&operations()[i]) || len(s.Unread) > 0 {
			t.Errorf("modification %d: %+v", i+1, s)
		}
	}
}
