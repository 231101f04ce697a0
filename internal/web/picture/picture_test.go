package picture

import (
	"encoding/xml"
	"io"
	"regexp"
	"strings"
	"testing"
)

var about = About{ID: "x", Title: `Six <states> & "one" 'rule'`, Desc: "In order: a, b."}

// drawings holds each picture in its usual form, empty, and at its worst.
func drawings() map[string]Drawing {
	long := strings.Repeat("длинное слово ", 9)
	bars := []Bar{{"KZ", 820}, {"RU", 0}}
	ticks := []Tick{{"1"}, {"2"}}
	return map[string]Drawing{
		"timeline": Timeline{about, []Phase{
			{Label: "Narrow", Note: "12:30", Closed: true, Bars: bars},
			{Label: "Plenary", Bars: bars, Ticks: ticks},
			{Label: "Signing", Moment: true, Note: "17"},
			{Label: long, Moment: true, Note: long},
		}}.Draw(),
		"timeline of nothing":   Timeline{About: about}.Draw(),
		"strip":                 Strip{about, []Term{{"2018", "KZ", false, false}, {"2019", "KG", true, false}, {"2020", "RU", false, true}}}.Draw(),
		"strip of long names":   Strip{about, []Term{{"2018", long, false, false}, {"2019", long, false, false}}}.Draw(),
		"strip of nothing":      Strip{About: about}.Draw(),
		"chain carried":         Chain{about, []Link{{"quorum", "6 of 6", "met", true}, {long, "0", "met", true}}, "adopted", true}.Draw(),
		"chain not carried":     Chain{about, []Link{{"objections", "1", "not met", false}, {}, {}, {}, {}}, long, false}.Draw(),
		"chain of nothing":      Chain{About: about}.Draw(),
		"tiles":                 Tiles{about, []TileRow{{"Members", Solid, make([]Tile, 8)}, {long, Struck, []Tile{{"UZ", long, "2012"}}}, {"O", Ringed, []Tile{{"AM", "Армения", "2003"}}}}}.Draw(),
		"tiles of nothing":      Tiles{About: about}.Draw(),
		"bars":                  Bars{about, []Amount{{"AM", "10 %", 10, 0}, {long, "50 %", 50, 60}, {"BY", "−3", -3, -1}}}.Draw(),
		"bars of nothing":       Bars{About: about}.Draw(),
		"placeholder":           Placeholder{about, 3, 7, "3 of 10"}.Draw(),
		"placeholder of a room": Placeholder{About: about, N: 8}.Draw(),
		"placeholder of many":   Placeholder{about, 1, 40, ""}.Draw(),
		"placeholder untold":    Placeholder{About: About{ID: "y", Title: "t"}}.Draw(),
	}
}

func TestEveryDrawingIsWellFormed(t *testing.T) {
	for name, d := range drawings() {
		dec := xml.NewDecoder(strings.NewReader(string(d)))
		for {
			_, err := dec.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Errorf("%s: %v", name, err)
				break
			}
		}
	}
}

func TestEveryDrawingSaysWhatItShows(t *testing.T) {
	for name, d := range drawings() {
		if !strings.Contains(string(d), `role="img"`) || !strings.Contains(string(d), "<title id=") {
			t.Errorf("%s has no title", name)
		}
		if name != "placeholder untold" && !strings.Contains(string(d), `aria-labelledby="x-title x-desc"`) {
			t.Errorf("%s does not name its description", name)
		}
	}
}

var attribute = regexp.MustCompile(`\s([a-z-]+)="`)

func TestNoDrawingHasAStyleALinkOrAScript(t *testing.T) {
	allowed := " class viewBox width height role aria-labelledby id x y rx d cx cy r x1 y1 x2 y2 "
	for name, d := range drawings() {
		if strings.Contains(string(d), "<states>") || strings.Contains(string(d), "<script") || strings.Contains(string(d), "<a") {
			t.Errorf("%s holds what is not its own", name)
		}
		for _, m := range attribute.FindAllStringSubmatch(string(d), -1) {
			if !strings.Contains(allowed, " "+m[1]+" ") {
				t.Errorf("%s has the attribute %s", name, m[1])
			}
		}
	}
}

func TestNoDrawingHasANegativeSize(t *testing.T) {
	negative := regexp.MustCompile(`(width|height|r)="-`)
	for name, d := range drawings() {
		if s := negative.FindString(string(d)); s != "" {
			t.Errorf("%s: %s", name, s)
		}
	}
}

func TestTheSameStructIsTheSameDrawing(t *testing.T) {
	again := drawings()
	for name, d := range drawings() {
		if d != again[name] {
			t.Errorf("%s differs when drawn again", name)
		}
	}
}

func TestWhatIsSaidInColourIsSaidInWords(t *testing.T) {
	d := string(Chain{about, []Link{{"objections", "1: AM", "not met", false}}, "not adopted", false}.Draw())
	for _, want := range []string{">not met<", ">not adopted<", ">1: AM<"} {
		if !strings.Contains(d, want) {
			t.Errorf("the drawing does not say %s", want)
		}
	}
}

func TestWrapKeepsEveryWord(t *testing.T) {
	for _, s := range []string{"", "one", "one two three four five six seven", "исключительнодлинноеслово и ещё"} {
		if got := strings.Join(wrap(s, 60), " "); got != s {
			t.Errorf("wrap(%q) says %q", s, got)
		}
	}
}
