// The page that a bundle is opened by leads on to the library; where that was not unpacked, this script is not there either.
location.replace(document.querySelector("a[href]").href);
