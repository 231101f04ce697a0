package main

import (
	"net/http"
)

// site is everything that is served.
func (k *keeping) site(base string) (http.Handler, error) {
	mux := http.NewServeMux()
	return mux, nil
}
