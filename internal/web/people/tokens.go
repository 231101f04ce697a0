package people

import (
	"encoding/hex"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"time"

	"chancery.example/chancery/internal/door"
)

// A tokenView is a token of a program, for its owner.
type tokenView struct {
	ID, Name, Capacity     string
	Gives                  []string // commands, in words
	Created, Used, Expires time.Time
}

type tokensView struct {
	*visit
	Tokens []tokenView
}

// A command that a token can be for.
type commandView struct{ Name, Words string }

type addTokenView struct {
	*visit
	Capacity string
	Commands []commandView
	Name     string
	Days     string
	Gives    []string
	Failed   bool
}

type madeTokenView struct {
	*visit
	Name, Secret string
}

// tokenDays are how long a token can last, in days.
func tokenDays() []string { return []string{"7", "30", "90", "365"} }

// tokensPage lists the tokens of a person.
func (d *Desk) tokensPage(v *visit) error {
	all, err := d.Door.Tokens(v.Context(), v.pass)
	if errors.Is(err, door.ErrShut) {
		return v.lead(v.to("/sign-in"))
	}
	if err != nil {
		return err
	}
	x := tokensView{visit: v}
	for _, k := range all {
		t := tokenView{ID: hex.EncodeToString(k.Hash[:]), Name: k.Name, Capacity: d.Site.Capacity(v.Request, k.Capacity.Actor), Created: k.Created, Used: k.Used, Expires: k.Expires}
		for _, name := range k.Gives {
			t.Gives = append(t.Gives, v.say("command."+name))
		}
		x.Tokens = append(x.Tokens, t)
	}
	return v.show(http.StatusOK, "tokens.title", tokensPage(x))
}

// addTokenPage asks what a token shall be. Whoever is not verified afresh is so
// before the form is filled in, so that nothing of it is lost.
func (d *Desk) addTokenPage(v *visit) error { return d.showAddToken(v, http.StatusOK, false) }

func (d *Desk) showAddToken(v *visit, code int, failed bool) error {
	at, err := d.Door.Who(v.Context(), v.pass)
	switch {
	case err != nil:
		return err
	case at.Person == "":
		return v.lead(v.to("/sign-in"))
	case at.Capacity.Actor == "":
		return v.lead(v.to("/me/capacity"))
	case !at.Fresh && !at.Open:
		return door.ErrConfirm
	}
	x := addTokenView{visit: v, Capacity: d.Site.Capacity(v.Request, at.Capacity.Actor), Failed: failed, Name: v.PostFormValue("name"), Days: v.PostFormValue("days"), Gives: v.PostForm["gives"]}
	for _, name := range d.Commands {
		x.Commands = append(x.Commands, commandView{name, v.say("command." + name)})
	}
	order := v.t.Order()
	slices.SortFunc(x.Commands, func(a, b commandView) int { return order(a.Words, b.Words) })
	return v.show(code, "tokens.add", addTokenPage(x))
}

// addToken makes a token and shows it, once.
func (d *Desk) addToken(v *visit) error {
	if err := v.ParseForm(); err != nil {
		return door.ErrShut
	}
	days, err := strconv.Atoi(v.PostFormValue("days"))
	gives := v.PostForm["gives"]
	known := !slices.ContainsFunc(gives, func(name string) bool { return !slices.Contains(d.Commands, name) })
	if err != nil || !slices.Contains(tokenDays(), v.PostFormValue("days")) || !known {
		return d.showAddToken(v, http.StatusUnprocessableEntity, true)
	}
	secret, err := d.Door.NewToken(v.Context(), v.pass, v.PostFormValue("name"), gives, time.Duration(days)*24*time.Hour)
	if errors.Is(err, door.ErrTokens) {
		return d.showAddToken(v, http.StatusUnprocessableEntity, true)
	}
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, "tokens.made", madeTokenPage(madeTokenView{v, v.PostFormValue("name"), secret}))
}

// endToken ends a token.
func (d *Desk) endToken(v *visit) error {
	b, err := hex.DecodeString(v.PostFormValue("token"))
	if err != nil || len(b) != 32 {
		return door.ErrShut
	}
	if err := d.Door.EndToken(v.Context(), v.pass, [32]byte(b)); err != nil {
		return err
	}
	return v.lead(v.to("/me/tokens"))
}

// days is a number of days that is written down here.
func days(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0
	}
	return n
}
