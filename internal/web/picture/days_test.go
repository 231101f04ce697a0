package picture

import (
	"strings"
	"testing"
)

func TestDaysLeadToWhatWasSoFromThenOn(t *testing.T) {
	stops := []Stop{
		{Label: "as first adopted", Name: "Read: as first adopted", URL: "/a?b&c", At: 0},
		{Label: "28 November 2019", Name: "Read: 28 November 2019", URL: "/b", At: 1000, Here: true},
		{Label: "1 January 2020", Name: "Read: <1 January 2020>", URL: `/c"`, At: 1034},
	}
	d := string(Days{About: about, Stops: stops}.Draw())
	for _, want := range []string{
		`role="group"`, `href="/a?b&amp;c"`, `href="/c&quot;"`, `aria-label="Read: &lt;1 January 2020&gt;"`, `aria-current="true"`, `class="halt here"`, `width="288"`,
		">28 November<", ">2019<",
	} {
		if !strings.Contains(d, want) {
			t.Errorf("the drawing has no %s", want)
		}
	}
	if strings.Count(d, "<a ") != 3 || strings.Count(d, "aria-current") != 1 || strings.Contains(d, `"moment"`) {
		t.Error("not a link for each stop, or not one that is shown")
	}
}

func TestDistancesAreThoseOfTimeWhereTheLabelsLeaveRoom(t *testing.T) {
	at := Days{Stops: []Stop{{At: 1000}, {At: 1550}, {At: 2000}}}.places()
	if at[1]-at[0] != 192*550/1000 || at[2]-at[1] != stopW {
		t.Errorf("%v", at)
	}
	if at := (Days{Stops: []Stop{{}, {At: 5}, {At: 6}}}).places(); at[1]-at[0] != stopW || at[2]-at[1] != stopW {
		t.Errorf("no first day: %v", at)
	}
	if d := string(Days{About: about}.Draw()); !strings.Contains(d, `width="96"`) {
		t.Error("no stops")
	}
}

func TestADayBetweenStopsIsMarked(t *testing.T) {
	stops := []Stop{{At: 100}, {At: 200}, {At: 300}}
	at := Days{Stops: stops}.places()
	for shown, want := range map[int]int{0: 0, 50: 0, 100: 0, 200: 0, 250: (at[1] + at[2]) / 2, 300: 0, 400: at[2] + stopW/2 - 8} {
		x, ok := Days{Stops: stops, Shown: shown}.between(at)
		if ok != (want > 0) || x != want {
			t.Errorf("%d is at %d, %t; want %d", shown, x, ok, want)
		}
	}
	x, ok := Days{Stops: []Stop{{}, {At: 200}}, Shown: 150}.between([]int{48, 148})
	if !ok || x != 98 {
		t.Errorf("before the first known day: %d, %t", x, ok)
	}
	if !strings.Contains(string(Days{About: about, Stops: stops, Shown: 250}.Draw()), `class="moment"`) {
		t.Error("the mark is not drawn")
	}
}
