package people

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"net/http"

	"chancery.example/chancery/internal/door"
	"chancery.example/chancery/internal/store/account"
)

// minePage shows a person what belongs to their sign-in.
func (d *Desk) minePage(v *visit) error {
	o, err := d.Door.Mine(v.Context(), v.pass)
	if errors.Is(err, door.ErrShut) {
		return v.lead(v.to("/sign-in"))
	}
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, "me.title", minePage(d.own(v, o)))
}

// own turns what belongs to a sign-in into what the page shows.
func (d *Desk) own(v *visit, o door.Own) ownView {
	x := ownView{visit: v, Name: o.Person.Name, Codes: o.Codes, Passkeys: d.Door.Passkeys()}
	for _, c := range d.capacities(v, o.Person.Capacities) {
		c.Here = c.Capacity == o.Here.Capacity
		x.Capacities = append(x.Capacities, c)
	}
	for _, k := range o.Keys {
		x.Keys = append(x.Keys, keyView{ID: base64.RawURLEncoding.EncodeToString(k.ID), Name: k.Name, Created: k.Created, Used: k.Used})
	}
	for _, s := range o.Sessions {
		x.Sessions = append(x.Sessions, sessionView{
			ID: hex.EncodeToString(s.Hash[:]), Here: s.Hash == o.Here.Hash, Device: s.Device, Way: s.Way, Created: s.Created, Seen: s.Seen,
			Capacity: d.Site.Capacity(v.Request, s.Capacity.Actor),
		})
	}
	return x
}

// choosePage shows among what a person chooses.
func (d *Desk) choosePage(v *visit) error {
	o, err := d.Door.Mine(v.Context(), v.pass)
	if errors.Is(err, door.ErrShut) {
		return v.lead(v.to("/sign-in"))
	}
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, "capacity.title", choosePage(d.own(v, o)))
}

// choose changes the capacity of the session.
func (d *Desk) choose(v *visit) error {
	e, err := d.Door.Choose(v.Context(), v.pass, account.Capacity{Actor: v.PostFormValue("actor"), Mandate: v.PostFormValue("mandate")})
	if err != nil {
		return err
	}
	v.enter(e)
	return v.lead(v.to("/"))
}

// confirmPage asks the person again.
func (d *Desk) confirmPage(v *visit) error { return d.showConfirm(v, http.StatusOK, false, false) }

func (d *Desk) showConfirm(v *visit, code int, failed, wrong bool) error {
	o, err := d.Door.Mine(v.Context(), v.pass)
	if errors.Is(err, door.ErrShut) {
		return v.lead(v.to("/sign-in"))
	}
	if err != nil {
		return err
	}
	x := confirmView{visit: v, Failed: failed, Wrong: wrong, Codes: o.Codes, Provided: d.Door.Provided(), Back: Back(v.FormValue("back"), v.to("/me"))}
	if len(o.Keys) > 0 && d.Door.Passkeys() {
		options, err := d.Door.AskConfirm(v.pass)
		if err != nil {
			return err
		}
		x.Options = string(options)
	}
	return v.showAsking(code, "confirm.title", confirmPage(x))
}

// tryConfirm counts a try to be verified afresh, for the person of the session.
func (d *Desk) tryConfirm(v *visit) (done func(error), err error) {
	who, err := d.Door.Who(v.Context(), v.pass)
	if err != nil {
		return nil, err
	}
	return d.Gate.try(v.Request, who.Person)
}

func (d *Desk) confirm(v *visit) error {
	done, err := d.tryConfirm(v)
	if err != nil {
		return err
	}
	e, err := d.Door.Confirm(v.Context(), v.pass, []byte(v.PostFormValue("answer")))
	done(err)
	return d.confirmed(v, e, err)
}

func (d *Desk) confirmByCode(v *visit) error {
	done, err := d.tryConfirm(v)
	if err != nil {
		return err
	}
	e, err := d.Door.ConfirmByCode(v.Context(), v.pass, v.PostFormValue("code"))
	done(err)
	return d.confirmed(v, e, err)
}

// confirmed gives the browser its new tokens and leads back, or asks once more.
func (d *Desk) confirmed(v *visit, e door.Entry, err error) error {
	switch {
	case errors.Is(err, door.ErrCode):
		return d.showConfirm(v, http.StatusForbidden, false, true)
	case errors.Is(err, door.ErrShut):
		return d.showConfirm(v, http.StatusForbidden, true, false)
	case err != nil:
		return err
	}
	v.enter(e)
	return v.lead(Back(v.PostFormValue("back"), v.to("/me")))
}

func (d *Desk) addKeyPage(v *visit) error { return d.showAddKey(v, http.StatusOK, false) }

func (d *Desk) showAddKey(v *visit, code int, failed bool) error {
	options, err := d.Door.AskKey(v.Context(), v.pass)
	if err != nil {
		return err
	}
	return v.showAsking(code, "keys.add.title", addKeyPage(addKeyView{visit: v, Options: string(options), Failed: failed}))
}

func (d *Desk) addKey(v *visit) error {
	err := d.Door.AddKey(v.Context(), v.pass, []byte(v.PostFormValue("answer")), d.keyName(v))
	if errors.Is(err, door.ErrShut) {
		return d.showAddKey(v, http.StatusForbidden, true)
	}
	if err != nil {
		return err
	}
	return v.lead(v.to("/me"))
}

// removeKeyPage says what removing a key means, before it is done.
func (d *Desk) removeKeyPage(v *visit) error {
	if _, err := d.Door.Act(v.Context(), v.pass); err != nil {
		return err
	}
	o, err := d.Door.Mine(v.Context(), v.pass)
	if err != nil {
		return err
	}
	for _, k := range d.own(v, o).Keys {
		if k.ID == v.URL.Query().Get("key") {
			return v.show(http.StatusOK, "keys.remove.title", removeKeyPage(removeKeyView{visit: v, Key: k, Last: len(o.Keys) == 1}))
		}
	}
	return door.ErrShut
}

func (d *Desk) removeKey(v *visit) error {
	id, err := base64.RawURLEncoding.DecodeString(v.PostFormValue("key"))
	if err != nil {
		return door.ErrShut
	}
	err = d.Door.RemoveKey(v.Context(), v.pass, id, v.PostFormValue("last") == "yes")
	if errors.Is(err, door.ErrLast) {
		return v.lead(v.to("/me/keys/remove?key=" + v.PostFormValue("key")))
	}
	if err != nil {
		return err
	}
	return v.lead(v.to("/me"))
}

func (d *Desk) endSession(v *visit) error {
	b, err := hex.DecodeString(v.PostFormValue("session"))
	if err != nil || len(b) != 32 {
		return door.ErrShut
	}
	if err := d.Door.End(v.Context(), v.pass, [32]byte(b)); err != nil {
		return err
	}
	return v.lead(v.to("/me"))
}

func (d *Desk) endOthers(v *visit) error {
	if err := d.Door.EndOthers(v.Context(), v.pass); err != nil {
		return err
	}
	return v.lead(v.to("/me"))
}
