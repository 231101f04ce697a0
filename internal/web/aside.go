package web

import (
	"maps"
	"net/http"
	"net/url"
)

// keptQuery names, in an address, a form that was put aside. The address holds
// nothing of the form itself.
const keptQuery = "kept"

// verifyFirst puts the form of a visit aside, leads its person to where they are
// verified afresh, and from there back to it.
func (s *Site) verifyFirst(w http.ResponseWriter, v *visit) {
	back := v.URL.Path
	if s.enter.Keep != nil {
		name, err := s.enter.Keep(v.Request, v.PostForm)
		if err != nil {
			s.trouble(w, v, err)
			return
		}
		if name != "" {
			back += "?" + url.Values{keptQuery: {name}}.Encode()
		}
	}
	s.leadToConfirm(w, v, back)
}

// leadToConfirm leads to where somebody is verified afresh, and from there back.
func (s *Site) leadToConfirm(w http.ResponseWriter, v *visit, back string) {
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, v.Request, v.to(confirmPath)+"?"+url.Values{"back": {back}}.Encode(), http.StatusSeeOther)
}

// takeUp finds the form that a visit comes back to. Its answers are shown to be
// checked: nothing is given by the way back alone.
func (s *Site) takeUp(v *visit) error {
	name := v.URL.Query().Get(keptQuery)
	if name == "" || v.Method == http.MethodPost || s.enter.Kept == nil {
		return nil
	}
	form, err := s.enter.Kept(v.Request, name)
	if err != nil || form == nil {
		return err
	}
	v.kept = maps.Clone(form)
	v.kept["step"] = []string{"check"}
	return nil
}
