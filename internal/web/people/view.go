package people

import (
	"time"

	"chancery.example/chancery/internal/store/account"
)

// What the templates show.
type (
	signInView struct {
		*visit
		Options  string // what to ask of an authenticator; empty: no passkeys here
		Provided bool
		Failed   bool
	}
	linkView struct {
		*visit
		Coded bool // a paper code goes with it
		Wrong bool // the code that was typed was wrong
	}
	invitationView struct {
		*visit
		Options    string
		Name       string
		Capacities []capacityView
		Until      time.Time
		Failed     bool
	}
	capacityView struct {
		account.Capacity
		Words string
		Here  bool // of the session that asks
	}
	keyView struct {
		ID, Name      string
		Created, Used time.Time
	}
	sessionView struct {
		ID, Device, Way, Capacity string
		Created, Seen             time.Time
		Here                      bool
	}
	ownView struct {
		*visit
		Name       string
		Capacities []capacityView
		Keys       []keyView
		Sessions   []sessionView
		Codes      int
		Passkeys   bool
	}
	confirmView struct {
		*visit
		Options       string // empty: the person has no passkey
		Codes         int
		Provided      bool
		Failed, Wrong bool
		Back          string
	}
	addKeyView struct {
		*visit
		Options string
		Failed  bool
	}
	removeKeyView struct {
		*visit
		Key  keyView
		Last bool
	}
)
