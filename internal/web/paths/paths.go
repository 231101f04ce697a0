// Package paths lists the addresses of the pages that there are for a room.
package paths

import (
	"encoding/xml"
	"fmt"

	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/words"
)

// Of returns the path of every page of the record that there is for a room, without
// its language. reads reports in which languages amending prose is read.
func Of(room *reading.Room, reads func(words.Lang) bool) []string {
	ps := []string{"/"}
	for _, list := range [...]string{
		"sessions", "decisions", "acts", "statements", "proposals", "commitments", "members", "bodies", "rules",
		"presidency", "measures", "budgets", "awards", "bases", "programmes", "register", "verify", "record", "about",
	} {
		ps = append(ps, "/"+list)
	}
	for _, x := range room.Sessions() {
		ps = append(ps, "/sessions/"+string(x.ID))
	}
	for _, x := range room.Decisions() {
		ps = append(ps, "/decisions/"+string(x.ID))
		if len(x.Amends) > 0 {
			ps = append(ps, "/decisions/"+string(x.ID)+"/redline")
		}
	}
	for _, x := range room.Acts() {
		ps = append(ps, "/acts/"+string(x.ID))
	}
	for _, id := range room.ActsWithText(reads) {
		ps = append(ps, "/acts/"+string(id)+"/text", "/acts/"+string(id)+"/compare")
	}
	for _, x := range room.Rules() {
		ps = append(ps, "/rules/"+x.ID)
	}
	for _, x := range room.Statements() {
		ps = append(ps, "/statements/"+string(x.ID))
	}
	for _, x := range room.Proposals() {
		ps = append(ps, "/proposals/"+string(x.ID))
	}
	for _, x := range room.Commitments() {
		ps = append(ps, "/commitments/"+string(x.ID))
	}
	for _, x := range room.Programmes() {
		ps = append(ps, "/programmes/"+string(x.ID))
	}
	for _, x := range room.Publications() {
		ps = append(ps, "/publications/"+string(x.ID))
	}
	for _, x := range room.Members() {
		ps = append(ps, "/members/"+string(x.ID))
	}
	for _, x := range room.Bodies() {
		ps = append(ps, "/bodies/"+x.ID)
	}
	return ps
}

// most is how many addresses one site map may have.
const most = 50_000

// An address is one of the site map.
type address struct {
	Loc string `xml:"loc"`
}

// Map is the site map of pages in all languages: base, language, path.
func Map(base string, langs []words.Lang, all []string) ([]byte, error) {
	set := struct {
		XMLName xml.Name  `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []address `xml:"url"`
	}{}
	for _, p := range all {
		for _, l := range langs {
			if len(set.URLs) < most {
				set.URLs = append(set.URLs, address{base + "/" + string(l) + p})
			}
		}
	}
	b, err := xml.Marshal(set)
	if err != nil {
		return nil, fmt.Errorf("site map: %w", err)
	}
	return append([]byte(xml.Header), b...), nil
}
