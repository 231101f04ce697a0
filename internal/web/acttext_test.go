package web

import (
	"net/http"
	"strings"
	"testing"
)

func TestAnActIsReadAsItStoodOnAnyDay(t *testing.T) {
	g := onStage(t)
	act := "/en/acts/" + string(g.names["proxy-regulation"])
	for _, tt := range []struct {
		path     string
		has, not []string
	}{
		{act + "/text", []string{"As it reads now: 1 amendment applied.", "<ins>, financial intelligence</ins>", `<td><ins>October</ins>`, "<ins>twice</ins>"}, nil},
		{act + "/at/2019-11-27", []string{"As it read on 27", "September", "once a year", "not yet in force"}, []string{"<ins>", "financial intelligence"}},
		{act + "/at/2019-11-28", []string{"<ins>October</ins>"}, nil},
		{"/en/acts/" + string(g.names["rules-of-procedure"]) + "/text", []string{"<ins>3a.</ins>", "<ins>Repealed.</ins>", "Chapter 2."}, []string{"facsimile"}},
		{"/ru/acts/" + string(g.names["proxy-regulation"]) + "/at/2019-12-31", []string{"октябрь", "один раз в год", "1 января 2020"}, []string{"два раза в год"}},
		{"/ru/acts/" + string(g.names["proxy-regulation"]) + "/at/2020-01-01", []string{"<ins>два раза</ins>"}, nil},
		{"/en/acts/" + string(g.names["csc-statute"]) + "/text?text=ru", []string{`lang="ru"`, "Решения Совета вносятся в реестр."}, nil},
	} {
		page := strings.ReplaceAll(g.page(t, tt.path), "\u00a0", " ")
		page = strings.NewReplacer("\n", "", "\t", "").Replace(page)
		if strings.Contains(page, "⟦") {
			t.Errorf("%s: a message is missing: %.60s", tt.path, page[strings.Index(page, "⟦"):])
		}
		for _, want := range tt.has {
			if !strings.Contains(page, want) {
				t.Errorf("%s does not say %q", tt.path, want)
			}
		}
		for _, not := range tt.not {
			if strings.Contains(page, not) {
				t.Errorf("%s says %q", tt.path, not)
			}
		}
	}
	for _, path := range []string{act + "/at/2019-13-01", act + "/at/x", act + "/text?text=ky", "/en/acts/" + string(g.names["un-strategy"]) + "/text", "/en/acts/0000000000000/text"} {
		if w := g.as(t, "public", path); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}
