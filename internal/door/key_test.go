package door

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"testing"
)

// A softKey is an authenticator in memory, written for these tests: one ES256 key
// whose owner is always verified, unless a test says otherwise.
type softKey struct {
	id     []byte
	handle []byte
	key    *ecdsa.PrivateKey
	count  uint32
	flags  byte // user present 1, user verified 4
	origin string
	rp     string
}

func newSoftKey(t testing.TB) *softKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	k := &softKey{id: make([]byte, 32), key: key, flags: 1 | 4, origin: testBase, rp: "council.example"}
	if _, err := rand.Read(k.id); err != nil {
		t.Fatal(err)
	}
	return k
}

func b64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// asked is what both kinds of options have.
type asked struct {
	Challenge string `json:"challenge"`
	User      struct {
		ID string `json:"id"`
	} `json:"user"`
}

func (k *softKey) client(kind, challenge string) []byte {
	b, _ := json.Marshal(map[string]any{"type": kind, "challenge": challenge, "origin": k.origin, "crossOrigin": false}) // strings always marshal
	return b
}

// data is the authenticator's data, with the key itself when there is a new one.
func (k *softKey) data(fresh bool) []byte {
	h := sha256.Sum256([]byte(k.rp))
	flags := k.flags
	if fresh {
		flags |= 0x40
	}
	b := binary.BigEndian.AppendUint32(append(h[:], flags), k.count)
	if !fresh {
		return b
	}
	b = append(b, make([]byte, 16)...)
	b = append(binary.BigEndian.AppendUint16(b, uint16(len(k.id))), k.id...)
	point, _ := k.key.PublicKey.Bytes() // 04, x, y; of a key that was made here
	b = append(b, 0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 32)
	b = append(append(b, point[1:33]...), 0x22, 0x58, 32)
	return append(b, point[33:]...)
}

// create answers a request for a new passkey.
func (k *softKey) create(t testing.TB, options []byte) []byte {
	t.Helper()
	var o asked
	if err := json.Unmarshal(options, &o); err != nil {
		t.Fatal(err)
	}
	k.handle, _ = base64.RawURLEncoding.DecodeString(o.User.ID)
	data := k.data(true)
	object := append([]byte("\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59"), byte(len(data)>>8), byte(len(data)))
	return k.answer(map[string]any{"clientDataJSON": b64(k.client("webauthn.create", o.Challenge)), "attestationObject": b64(append(object, data...))})
}

// get answers a request to show the passkey.
func (k *softKey) get(t testing.TB, options []byte) []byte {
	t.Helper()
	var o asked
	if err := json.Unmarshal(options, &o); err != nil {
		t.Fatal(err)
	}
	k.count++
	data, client := k.data(false), k.client("webauthn.get", o.Challenge)
	h := sha256.Sum256(client)
	sum := sha256.Sum256(append(append([]byte{}, data...), h[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, k.key, sum[:])
	if err != nil {
		t.Fatal(err)
	}
	return k.answer(map[string]any{"clientDataJSON": b64(client), "authenticatorData": b64(data), "signature": b64(signature), "userHandle": b64(k.handle)})
}

func (k *softKey) answer(response map[string]any) []byte {
	b, _ := json.Marshal(map[string]any{"id": b64(k.id), "rawId": b64(k.id), "type": "public-key", "clientExtensionResults": map[string]any{}, "response": response}) // strings always marshal
	return b
}
