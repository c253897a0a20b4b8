/** The web server: static page, JSON API, security headers. It only answers GET. */
@NullMarked
package dev.plumbline.console.http;

import org.jspecify.annotations.NullMarked;
