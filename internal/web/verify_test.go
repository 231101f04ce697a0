package web

import (
	"bytes"
	"encoding/hex"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/register"
)

// send sends the form of the verify page, as a browser does.
func (g *stage) send(t *testing.T, actor string, file []byte, pasted string) *httptest.ResponseRecorder {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	part, err := form.CreateFormFile("file", "a.txt")
	if err == nil {
		_, err = part.Write(file)
	}
	if err == nil {
		err = form.WriteField("proof", pasted)
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest("POST", "/en/verify", &b)
	r.Header.Set("Content-Type", form.FormDataContentType())
	if actor != "public" {
		r.AddCookie(&http.Cookie{Name: "__Host-chancery", Value: strings.ReplaceAll(actor, ":", ".")})
	}
	w := httptest.NewRecorder()
	g.handler.ServeHTTP(w, r)
	return w
}

// texts returns the texts that a class may read.
func (g *stage) texts(t *testing.T, c access.Class) (all []reading.TextRef) {
	t.Helper()
	err := g.record.Enter(c, func(room *reading.Room) error {
		for _, d := range room.Decisions() {
			v, err := room.Decision(d.ID)
			if err != nil {
				return err
			}
			all = append(all, v.Texts...)
		}
		for _, st := range room.Statements() {
			v, err := room.Statement(st.ID)
			if err != nil {
				return err
			}
			all = append(all, v.Texts...)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestAProofIsVerifiedInOneSentence(t *testing.T) {
	g := onStage(t)
	proof := g.as(t, "public", "/register/42/proof").Body.Bytes()
	if _, err := register.ParseProof(proof); err != nil {
		t.Fatal(err)
	}
	flip := func(old, new string) []byte {
		if !bytes.Contains(proof, []byte(old)) {
			t.Fatalf("the proof does not hold %q", old)
		}
		return bytes.Replace(proof, []byte(old), []byte(new), 1)
	}
	other := onStageOfAnother(t)
	for _, tt := range []struct {
		name string
		file []byte
		want string
	}{
		{"as it was downloaded", proof, "Entry 42 stands in this register since"},
		{"without its line end", bytes.TrimSpace(proof), "Entry 42 stands in this register since"},
		{"with a changed field", flip("RU-1", "RU-9"), "its fields are not those that were recorded"},
		{"at another place", flip(`index 42\n`, `index 43\n`), "its path does not lead to the signed root"},
		{"of a changed leaf", flip(`\"v\":1`, `\"v\":2`), "looks like a proof but was changed or cut"},
		{"with a forged signature", forged(t, proof), "The signature under the checkpoint is not genuine"},
		{"of another register", other, "a proof of another register"},
	} {
		if w := g.send(t, "public", tt.file, ""); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), tt.want) {
			t.Errorf("%s: %d, %s", tt.name, w.Code, verdictOf(w.Body.String()))
		}
	}
	if w := g.send(t, "public", nil, " "+string(bytes.TrimSpace(proof))+"\r\n"); !strings.Contains(w.Body.String(), "Entry 42 stands") {
		t.Errorf("pasted: %s", verdictOf(w.Body.String()))
	}
}

func verdictOf(page string) string {
	return regexp.MustCompile(`<p class="verdict[^<]*<`).FindString(page)
}

// forged changes the last byte of the signature, which stands before the end.
func forged(t *testing.T, proof []byte) []byte {
	t.Helper()
	end := bytes.LastIndex(proof, []byte(`\n"}`))
	if end < 4 {
		t.Fatal("no signature")
	}
	b := bytes.Clone(proof)
	at := end - 4
	b[at] = map[bool]byte{true: 'B', false: 'A'}[b[at] == 'A']
	return b
}

func TestATextIsFoundByItsHashAlone(t *testing.T) {
	g := onStage(t)
	public := g.texts(t, access.PublicClass)
	if len(public) == 0 {
		t.Fatal("the example has no public text")
	}
	hash := public[0].Facts.Hash
	w := g.as(t, "public", "/texts/"+hash)
	if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment") || w.Header().Get("Content-Type") != "text/plain; charset=utf-8" {
		t.Fatalf("%d, %v", w.Code, w.Header())
	}
	file := w.Body.Bytes()
	for _, tt := range []struct {
		name   string
		file   []byte
		pasted string
		want   string
	}{
		{"the file", file, "", "This text stands in the register since"},
		{"its hash", nil, strings.ToUpper(hash), "This text stands in the register since"},
		{"one more byte", append(bytes.Clone(file), ' '), "", "The register holds no text of that hash"},
		{"the hash of nothing known", nil, strings.Repeat("0", 64), "The register holds no text of that hash"},
		{"nothing", nil, " ", "Choose a file or paste a proof"},
		{"the words themselves", nil, "the heads of state", "neither a proof nor a SHA-256"},
	} {
		if w := g.send(t, "public", tt.file, tt.pasted); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), tt.want) {
			t.Errorf("%s: %d, %s", tt.name, w.Code, verdictOf(w.Body.String()))
		}
	}
}

func TestARestrictedTextIsForItsReaders(t *testing.T) {
	g := onStage(t)
	public := map[string]bool{}
	for _, x := range g.texts(t, access.PublicClass) {
		public[x.Facts.Hash] = true
	}
	found := 0
	for _, x := range g.texts(t, access.MemberClass("kz")) {
		if public[x.Facts.Hash] {
			continue
		}
		found++
		path, missing := "/texts/"+x.Facts.Hash, "/texts/"+strings.Repeat("0", 64)
		if w := g.as(t, "member:kz", path); w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "private, no-store" {
			t.Errorf("its reader gets %d, %s", w.Code, w.Header().Get("Cache-Control"))
		}
		if w := g.as(t, "public", path); w.Code != http.StatusNotFound || w.Body.String() != g.as(t, "public", missing).Body.String() {
			t.Errorf("a stranger gets %d, or another answer than for what is not there", w.Code)
		}
		if w := g.send(t, "public", nil, x.Facts.Hash); !strings.Contains(w.Body.String(), "The register holds no text") {
			t.Error("a stranger learns that the text is there")
		}
		if w := g.send(t, "member:kz", nil, x.Facts.Hash); !strings.Contains(w.Body.String(), "This text stands in the register") {
			t.Error("its reader does not")
		}
	}
	if found == 0 {
		t.Error("the example has no restricted text")
	}
}

func TestTooLargeAFileIsRefused(t *testing.T) {
	g := onStage(t)
	if w := g.send(t, "public", make([]byte, bodyLimit+1), ""); w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("%d", w.Code)
	}
	r := httptest.NewRequest("POST", "/en/verify", strings.NewReader("file=x"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	g.handler.ServeHTTP(w, r)
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "Choose a file") {
		t.Errorf("another kind of form: %d", w.Code)
	}
	r = httptest.NewRequest("POST", "/en/verify", strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"proof\"\r\n\r\ncut"))
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	w = httptest.NewRecorder()
	g.handler.ServeHTTP(w, r)
	if w.Code != http.StatusBadRequest {
		t.Errorf("a form that was cut: %d", w.Code)
	}
}

func TestEveryOutcomeAndStanceHasWords(t *testing.T) {
	g := onStage(t)
	for _, l := range g.book.Langs() {
		tongue, _ := g.book.In(l)
		for _, o := range procedure.Outcomes() {
			if !tongue.Has("outcome." + string(o)) {
				t.Errorf("%s has no word for the outcome %s", l, o)
			}
		}
		for _, s := range procedure.Stances() {
			if !tongue.Has("stance." + string(s)) {
				t.Errorf("%s has no word for the stance %s", l, s)
			}
		}
	}
}

// onStageOfAnother makes a proof that another depositary signed.
func onStageOfAnother(t *testing.T) []byte {
	t.Helper()
	g, err := play()
	if err != nil {
		t.Fatal(err)
	}
	defer g.end(t)
	b := g.as(t, "public", "/register/0/proof").Body.Bytes()
	if len(b) < 100 || hex.EncodeToString(b[:1]) != "7b" {
		t.Fatalf("no proof: %.80s", b)
	}
	return b
}
