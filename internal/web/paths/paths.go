// Package paths lists the addresses of the pages that there are for a room.
package paths

import (
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
