# Varnish in front of one or several machines: keeps what they keep, and forgets it when they say so. docs/how-to/run-many.md
# Needs TRAIL_CDN_SECONDS, TRAIL_TASKS=database, TRAIL_FRONTEND_CACHE=http and TRAIL_FRONTEND_CACHE_URL with this Varnish's address.
vcl 4.1;

import directors;

# Your machines: nginx, or granian itself.
backend web1 { .host = "10.0.0.11"; .port = "80"; .probe = { .url = "/-/ready"; .interval = 5s; } }
backend web2 { .host = "10.0.0.12"; .port = "80"; .probe = { .url = "/-/ready"; .interval = 5s; } }

# Who may say that a page has changed: the machine of the worker.
acl trail { "127.0.0.1"; "10.0.0.0"/24; }

sub vcl_init {
    new machines = directors.round_robin();
    machines.add_backend(web1);
    machines.add_backend(web2);
}

sub vcl_recv {
    set req.backend_hint = machines.backend();
    if (req.method == "PURGE") {
        if (!client.ip ~ trail) { return (synth(405)); }
        return (purge);
    }
    if (req.method != "GET" && req.method != "HEAD") { return (pass); }
    # Somebody who is signed in sees the site, and nobody else what they see.
    if (req.http.Cookie ~ "sessionid" || req.http.Authorization) { return (pass); }
    unset req.http.Cookie;
    return (hash);
}

sub vcl_backend_response {
    # Only what a machine says may be kept: it tells of it when it changes. Never longer than that, whoever is away.
    set beresp.grace = 0s;
    if (beresp.http.Cache-Control !~ "s-maxage" || beresp.http.Set-Cookie) {
        set beresp.uncacheable = true;
        set beresp.ttl = 0s;
    }
    return (deliver);
}
