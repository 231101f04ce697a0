package web

import (
	"net/http/httptest"
	"testing"
)

func TestWhoHasToBeVerifiedAfreshIsLedThereAndBack(t *testing.T) {
	h := open(t)
	w := httptest.NewRecorder()
	r := httptest.NewRequest("POST", "/en/do/x?a=b", nil)
	h.trouble(w, h.lost(r), ErrConfirm)
	if got := w.Header().Get("Location"); w.Code != 303 || got != "/en/me/confirm?back=%2Fen%2Fdo%2Fx%3Fa%3Db" {
		t.Errorf("%d to %s", w.Code, got)
	}
}
