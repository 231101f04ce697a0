package mirror

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"

	"chancery.example/chancery/register"
)

// A Folder is a register as [Export] wrote it.
type Folder string

// File returns one file of the folder.
func (d Folder) File(_ context.Context, path string) ([]byte, error) {
	b, err := os.ReadFile(filepath.Join(string(d), filepath.FromSlash(path)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w", path, ErrAbsent)
	}
	return b, err
}

// maxFile is the most that a verifier reads of one file of a server.
const maxFile = 8 << 20

// A Server is the register of a running server, read over HTTP.
type Server struct {
	Base   string // "https://host": "/log/" follows
	Client *http.Client
}

// NewServer returns the register of the server at base.
func NewServer(base string) *Server {
	return &Server{Base: strings.TrimSuffix(base, "/"), Client: &http.Client{Timeout: 30 * time.Second}}
}

// File returns one file of the server.
func (s *Server) File(ctx context.Context, path string) (b []byte, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.Base+"/log/"+path, nil)
	if err != nil {
		return nil, err
	}
	res, err := s.Client.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, res.Body.Close()) }()
	switch res.StatusCode {
	case http.StatusOK:
	case http.StatusNotFound:
		return nil, fmt.Errorf("%s: %w", path, ErrAbsent)
	default:
		return nil, fmt.Errorf("%s: the server answered %s", path, res.Status)
	}
	if b, err = io.ReadAll(io.LimitReader(res.Body, maxFile+1)); err == nil && len(b) > maxFile {
		err = fmt.Errorf("%s: more than %d bytes", path, maxFile)
	}
	return b, err
}

// Export writes the public register under the latest checkpoint into a new
// folder: the files that a server serves, under the same names. A folder that is
// there already is refused. The folder appears under its name when it is whole.
func (l *Log) Export(ctx context.Context, dir string) (entries int64, err error) {
	if _, err := os.Lstat(dir); err == nil {
		return 0, fmt.Errorf("%s is there already; take another folder", dir)
	}
	part := dir + ".part"
	if err := os.MkdirAll(part, 0o755); err != nil {
		return 0, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(part))
		}
	}()
	size, signed, err := l.Store.Checkpoint(ctx)
	if err != nil {
		return 0, fmt.Errorf("checkpoint: %w", err)
	}
	verifier, err := note.NewVerifier(l.Key)
	if err != nil {
		return 0, err
	}
	if _, err := register.OpenCheckpoint(signed, note.VerifierList(verifier)); err != nil {
		return 0, err
	}
	for path, b := range map[string][]byte{"checkpoint": signed, "key": []byte(l.Key + "\n")} {
		if err := write(part, path, b); err != nil {
			return 0, err
		}
	}
	for _, path := range Paths(size) {
		b, err := l.File(ctx, path)
		if errors.Is(err, ErrAbsent) && strings.HasPrefix(path, "content/") {
			continue // erased
		}
		if err != nil {
			return 0, err
		}
		if err := write(part, path, b); err != nil {
			return 0, err
		}
	}
	return size, os.Rename(part, dir)
}

// Paths returns the paths of every tile, bundle and content of a register of a
// size, without the checkpoint.
func Paths(size int64) []string {
	var paths []string
	for level, n := 0, size; n > 0; level, n = level+1, n/register.TileWidth {
		for i := int64(0); i*register.TileWidth < n; i++ {
			width := int(min(register.TileWidth, n-i*register.TileWidth))
			paths = append(paths, register.TilePath(level, i, width))
			if level == 0 {
				paths = append(paths, register.BundlePath(i, width))
			}
		}
	}
	for i := range size {
		paths = append(paths, fmt.Sprintf("content/%d", i))
	}
	return paths
}

func write(dir, path string, b []byte) error {
	name := filepath.Join(dir, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, b, 0o644)
}
