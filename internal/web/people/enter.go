package people

import (
	"errors"
	"net/http"
	"time"

	"chancery.example/chancery/internal/door"
	"chancery.example/chancery/internal/store/account"
)

// signInPage offers the ways to sign in that there are.
func (d *Desk) signInPage(v *visit) error { return d.showSignIn(v, http.StatusOK, false) }

func (d *Desk) showSignIn(v *visit, code int, failed bool) error {
	x := signInView{visit: v, Provided: d.Door.Provided(), Failed: failed}
	if d.Door.Passkeys() {
		options, err := d.Door.AskSignIn()
		if err != nil {
			return err
		}
		x.Options = string(options)
	}
	return v.showAsking(code, "signin.title", signInPage(x))
}

// signIn takes an authenticator's answer. One that does not hold gets the page
// again, with a new challenge.
func (d *Desk) signIn(v *visit) error {
	answer := []byte(v.PostFormValue("answer"))
	done, err := d.Gate.try(v.Request, d.Door.Named(v.Context(), answer))
	if err != nil {
		return err
	}
	e, err := d.Door.SignIn(v.Context(), answer, Device(v.UserAgent()))
	done(err)
	if errors.Is(err, door.ErrShut) {
		return d.showSignIn(v, http.StatusForbidden, true)
	}
	if err != nil {
		return err
	}
	return d.entered(v, e, v.to("/"))
}

// entered ends the session that the browser had before, gives it the new one, and
// leads on; first to the choice of a capacity where there is one.
func (d *Desk) entered(v *visit, e door.Entry, next string) error {
	if v.pass.Session != "" {
		if err := d.Door.SignOut(v.Context(), v.pass.Session); err != nil {
			return err
		}
	}
	v.enter(e)
	if e.Choices > 0 {
		next = v.to("/me/capacity")
	}
	return v.lead(next)
}

// linkPage shows the button that takes a link. Opening the address takes nothing,
// so a mail program that looks at links ahead uses none up; and it says nothing of
// whether there is such a link.
func (d *Desk) linkPage(v *visit) error {
	s, err := d.Door.Look(v.Context(), v.PathValue("link"))
	if err != nil && !errors.Is(err, door.ErrShut) {
		return err
	}
	return v.show(http.StatusOK, "signin.title", linkPage(linkView{visit: v, Coded: s.Link.Kind == account.Coded || s.Link.Kind == account.Emergency}))
}

// tryLink counts a try to take the link of an address: for the person whose it is.
func (d *Desk) tryLink(v *visit) (done func(error), err error) {
	s, err := d.Door.Look(v.Context(), v.PathValue("link"))
	if err != nil && !errors.Is(err, door.ErrShut) {
		return nil, err
	}
	return d.Gate.try(v.Request, s.Person.ID)
}

// takeLink takes a link, with its code, and begins a session.
func (d *Desk) takeLink(v *visit) error {
	done, err := d.tryLink(v)
	if err != nil {
		return err
	}
	e, err := d.Door.Enter(v.Context(), v.PathValue("link"), v.PostFormValue("code"), Device(v.UserAgent()))
	done(err)
	switch {
	case errors.Is(err, door.ErrCode):
		return v.show(http.StatusForbidden, "signin.title", linkPage(linkView{visit: v, Coded: true, Wrong: true}))
	case errors.Is(err, door.ErrShut):
		return v.show(http.StatusForbidden, "signin.used.title", usedPage(v))
	case err != nil:
		return err
	}
	return d.entered(v, e, v.to("/"))
}

// invitationPage shows for whom an invitation is, and asks for the passkey.
func (d *Desk) invitationPage(v *visit) error { return d.showInvitation(v, http.StatusOK, false) }

func (d *Desk) showInvitation(v *visit, code int, failed bool) error {
	link := v.PathValue("link")
	s, err := d.Door.Look(v.Context(), link)
	if errors.Is(err, door.ErrShut) || err == nil && s.Link.Kind != account.Invitation {
		return v.show(http.StatusForbidden, "signin.used.title", usedPage(v))
	}
	if err != nil {
		return err
	}
	x := invitationView{visit: v, Name: s.Person.Name, Until: s.Link.Expires, Failed: failed, Capacities: d.capacities(v, s.Person.Capacities)}
	if d.Door.Passkeys() {
		options, err := d.Door.AskInvited(v.Context(), link)
		if err != nil {
			return err
		}
		x.Options = string(options)
	}
	return v.showAsking(code, "invitation.title", invitationPage(x))
}

// capacities says them in words.
func (d *Desk) capacities(v *visit, list []account.Capacity) (all []capacityView) {
	for _, c := range list {
		all = append(all, capacityView{Capacity: c, Words: d.Site.Capacity(v.Request, c.Actor)})
	}
	return all
}

// accept takes an invitation with the passkey that was made.
func (d *Desk) accept(v *visit) error {
	done, err := d.tryLink(v)
	if err != nil {
		return err
	}
	e, err := d.Door.Accept(v.Context(), v.PathValue("link"), []byte(v.PostFormValue("answer")), d.keyName(v), Device(v.UserAgent()))
	done(err)
	if errors.Is(err, door.ErrShut) {
		return d.showInvitation(v, http.StatusForbidden, true)
	}
	if err != nil {
		return err
	}
	return d.entered(v, e, v.to("/me"))
}

// keyName is what the person calls a new key; what the browser is called, if nothing.
func (d *Desk) keyName(v *visit) string {
	name := []rune(v.PostFormValue("name"))
	if len(name) > 60 {
		name = name[:60]
	}
	if len(name) == 0 {
		return Device(v.UserAgent())
	}
	return string(name)
}

// leave sends somebody to the provider to sign in.
func (d *Desk) leave(v *visit) error { return d.away(v, "", v.to("/")) }

// leaveToConfirm sends a signed-in person to the provider to be verified afresh.
func (d *Desk) leaveToConfirm(v *visit) error {
	return d.away(v, v.pass.Session, Back(v.PostFormValue("back"), v.to("/me")))
}

func (d *Desk) away(v *visit, session, back string) error {
	address, keep, err := d.Door.Leave(session, back)
	if err != nil {
		return err
	}
	give(v.w, awayCookie, keep, time.Now().Add(10*time.Minute))
	http.Redirect(v.w, v.Request, address, http.StatusSeeOther)
	return nil
}

// comeBack takes what the provider answers.
func (d *Desk) comeBack(v *visit) error {
	done, err := d.Gate.try(v.Request, "")
	if err != nil {
		return err
	}
	e, back, err := d.Door.Return(v.Context(), value(v.Request, awayCookie), v.URL.Query(), Device(v.UserAgent()))
	done(err)
	give(v.w, awayCookie, "", time.Time{})
	if errors.Is(err, door.ErrConfirm) {
		err = door.ErrShut // the provider asked nobody anew; asking it again would go round
	}
	if err != nil {
		return err
	}
	return d.entered(v, e, Back(back, v.to("/")))
}

// signOut ends the session, and has the browser forget what it kept.
func (d *Desk) signOut(v *visit) error {
	if err := d.Door.SignOut(v.Context(), v.pass.Session); err != nil {
		return err
	}
	give(v.w, sessionCookie, "", time.Time{})
	if v.pass.Fresh != "" {
		give(v.w, freshCookie, "", time.Time{})
	}
	v.w.Header().Set("Clear-Site-Data", `"cache", "storage"`)
	return v.lead(v.to("/signed-out"))
}

func (d *Desk) outPage(v *visit) error {
	return v.show(http.StatusOK, "signedout.title", signedOutPage(v, d.Door.Provided()))
}

func (d *Desk) lostPage(v *visit) error {
	return v.show(http.StatusOK, "lostkey.title", lostKeyPage(v, d.Door.Provided()))
}
